import assert from 'node:assert/strict'
import { addStartup, editStartup, listStartups, readStartup } from '../generated/orval'
import { bearer, take } from './walk'

const headers = { Authorization: bearer }

take({
  async page(limit, cursor) {
    const answer = await listStartups({ limit, cursor }, { headers })
    assert.ok(answer.status === 200, JSON.stringify(answer))
    return answer.data
  },

  async read(id) {
    const answer = await readStartup(id, undefined, { headers })
    assert.ok(answer.status === 200, JSON.stringify(answer))
    return answer.data
  },

  async register(name, pitch) {
    const answer = await addStartup({ name, pitch }, { headers })
    assert.ok(answer.status === 201, JSON.stringify(answer))
    return answer.data
  },

  async patch(id, ifMatch, changes) {
    const answer = await editStartup(id, changes, { headers: { ...headers, 'If-Match': ifMatch } })
    assert.ok(answer.status === 200, JSON.stringify(answer))
    return answer.data
  },

  async missing(id) {
    const answer = await readStartup(id, undefined, { headers })
    assert.ok(answer.status === 404, JSON.stringify(answer))
    return answer.data
  },

  async early(startedOn) {
    const answer = await addStartup({ name: 'Guichet', pitch: 'Trop tôt.', startedOn }, { headers })
    assert.ok(answer.status === 400, JSON.stringify(answer))
    return answer.data
  },
})
