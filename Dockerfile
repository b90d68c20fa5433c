# Build: everything, with the compiler. Run: production packages and the built files only.
# docker run -p 4010:4010 -e KORE_MOCK_ADMIN_TOKEN=… kore-mock. Without a token each container makes one and prints it: one that
# stood here would be everybody's. A file: KORE_MOCK_ADMIN_TOKEN_FILE=/run/secrets/….
ARG NODE_IMAGE=node:22.23.3-alpine

FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY . .
# What is packed is for the package alone.
RUN npm ci && npm prune --omit=dev --ignore-scripts && rm -r dist/packed

FROM ${NODE_IMAGE}
LABEL org.opencontainers.image.title="kore-mock" \
  org.opencontainers.image.description="A local stand-in for the Kore.ai analytics APIs" \
  org.opencontainers.image.version="0.1.0" \
  org.opencontainers.image.licenses="MIT" \
  org.opencontainers.image.base.name="docker.io/library/node:22.23.3-alpine"
WORKDIR /app
# The plain names, so that both PORT and KORE_MOCK_PORT of who starts a container win.
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4010
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/scenarios ./scenarios
COPY --from=build /app/dist ./dist
USER node
EXPOSE 4010
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s \
  CMD node -e "fetch('http://127.0.0.1:' + (process.env.KORE_MOCK_PORT || process.env.PORT) + '/__admin/health').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"
ENTRYPOINT ["node", "dist/cli.js"]
