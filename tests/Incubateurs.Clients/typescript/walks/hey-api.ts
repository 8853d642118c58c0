import { addStartup, editStartup, listStartups, readStartup, type Problem } from '../generated/hey-api'
import { client } from '../generated/hey-api/client.gen'
import { api, bearer, take } from './walk'

client.setConfig({ baseUrl: api, headers: { Authorization: bearer } })

take({
  page: async (limit, cursor) => (await listStartups({ query: { limit, cursor } })).data!,
  read: async id => (await readStartup({ path: { id } })).data!,
  register: async (name, pitch) => (await addStartup({ body: { name, pitch } })).data!,
  patch: async (id, ifMatch, body) => (await editStartup({ path: { id }, headers: { 'If-Match': ifMatch }, body })).data!,
  missing: async id => (await readStartup({ path: { id } })).error as Problem,
  early: async startedOn => (await addStartup({ body: { name: 'Guichet', pitch: 'Trop tôt.', startedOn } })).error!,
})
