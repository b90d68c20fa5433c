const input = { target: './out/openapi.json' }
const client = (name, baseUrl) => ({
  input,
  output: { mode: 'single', target: `out/orval-${name}.ts`, client: name, ...(baseUrl ? { baseUrl } : {}) },
})
const baseUrl = process.env.MOCK_URL

module.exports = { fetch: client('fetch', baseUrl), axios: client('axios', baseUrl), zod: client('zod') }
