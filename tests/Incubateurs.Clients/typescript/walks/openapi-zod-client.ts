import { isAxiosError } from 'axios'
import { createApiClient } from '../generated/openapi-zod-client'
import { api, bearer, take } from './walk'

// Answers are validated by the schemas that were generated, as is the client's default.
const client = createApiClient(api, { axiosConfig: { headers: { Authorization: bearer } } })

// Its types know no problem: it generates application/json alone.
const refused = async (request: Promise<unknown>) => {
  try {
    await request
  } catch (error) {
    if (isAxiosError(error) && error.response)
      return error.response.data
    throw error
  }
  throw new Error('It was not refused.')
}

take({
  page: (limit, cursor) => client.ListStartups({ queries: { limit, cursor } }),
  read: id => client.ReadStartup({ params: { id } }),
  register: (name, pitch) => client.AddStartup({ name, pitch }),
  patch: (id, ifMatch, changes) => client.EditStartup(changes, { params: { id }, headers: { 'If-Match': ifMatch } }),
  missing: id => refused(client.ReadStartup({ params: { id } })),
  early: startedOn => refused(client.AddStartup({ name: 'Guichet', pitch: 'Trop tôt.', startedOn })),
})
