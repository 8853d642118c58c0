module.exports = {
  incubateurs: {
    input: '../../../openapi/incubateurs.v1.json',
    output: { target: 'generated/orval.ts', client: 'fetch', baseUrl: { runtime: 'process.env.API' } },
  },
}
