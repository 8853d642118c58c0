import { Api, type HttpResponse, type Problem } from '../generated/swagger-typescript-api'
import { api, bearer, take } from './walk'

const { startups } = new Api({ baseUrl: api, securityWorker: () => ({ headers: { Authorization: bearer } }) })

// Whatever is not 2xx is thrown.
const refused = async (request: Promise<unknown>): Promise<Problem> => {
  try {
    await request
  } catch (answer) {
    return (answer as HttpResponse<unknown, Problem>).error
  }
  throw new Error('It was not refused.')
}

take({
  page: async (limit, cursor) => (await startups.listStartups({ limit, cursor })).data,
  read: async id => (await startups.readStartup(id)).data,
  register: async (name, pitch) => (await startups.addStartup({ name, pitch })).data,
  patch: async (id, ifMatch, changes) => (await startups.editStartup(id, changes, { headers: { 'If-Match': ifMatch } })).data,
  missing: id => refused(startups.readStartup(id)),
  early: startedOn => refused(startups.addStartup({ name: 'Guichet', pitch: 'Trop tôt.', startedOn })),
})
