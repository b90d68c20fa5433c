# Build: everything, with the compiler. Run: production packages and the built files only.
# docker run -p 4010:4010 -e KORE_MOCK_ADMIN_TOKEN=… kore-mock. Without a token each container makes one and prints it: one that
# stood here would be everybody's. A file: KORE_MOCK_ADMIN_TOKEN_FILE=/run/secrets/….
FROM node:22-alpine AS build
WORKDIR /app
COPY . .
RUN npm ci && npm prune --omit=dev --ignore-scripts

FROM node:22-alpine
WORKDIR /app
ENV NODE_ENV=production KORE_MOCK_HOST=0.0.0.0 KORE_MOCK_PORT=4010
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/scenarios ./scenarios
COPY --from=build /app/dist ./dist
USER node
EXPOSE 4010
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s \
  CMD node -e "fetch('http://127.0.0.1:' + process.env.KORE_MOCK_PORT + '/__admin/health').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"
ENTRYPOINT ["node", "dist/cli.js"]
