import assert from 'node:assert/strict'

/** What everybody does with a client that was generated; each step is the plain client and nothing else. */
export interface Walk {
  /** A page of startups, without a filter. */
  page(limit: number, cursor?: string): Promise<Page>
  read(id: string): Promise<Startup>
  register(name: string, pitch: string): Promise<Startup>
  patch(id: string, ifMatch: string, changes: { pitch?: string; contact?: string | null; themes?: string[] | null }): Promise<Startup>
  /** What the client says of a startup that nobody knows. */
  missing(id: string): Promise<Problem>
  /** What the client says of a startup that began before there were any. */
  early(startedOn: string): Promise<Problem>
}

interface Page { items: { id: string }[]; total: number; next?: string }
interface Startup { id: string; name: string; version: number; pitch?: string; contact?: string; themes: string[] }
interface Problem { status: number; code: string; detail: string; errors?: Record<string, string[]> }

export const api = process.env.API!
export const bearer = `Bearer ${process.env.KEY}`

/** Takes each step, also after one that failed, and says how it went. */
export async function take(walk: Walk): Promise<void> {
  const steps: Record<string, () => Promise<void>> = {
    async lists() {
      const page = await walk.page(2)
      assert.equal(page.items.length, 2)
    },

    async pages() {
      const ids: string[] = []
      let cursor: string | undefined
      let total = 0
      do {
        const page = await walk.page(10, cursor)
        ids.push(...page.items.map(startup => startup.id))
        total = page.total
        cursor = page.next ? new URL(page.next, api).searchParams.get('cursor')! : undefined
      } while (cursor)
      assert.ok(total > 10)
      assert.equal(new Set(ids).size, total)
      assert.equal(ids.length, total)
    },

    async reads() {
      const startup = await walk.read('exemple')
      assert.equal(startup.id, 'exemple')
      assert.ok(startup.version > 0)
    },

    async registers() {
      const made = await walk.register('Guichet des essais', 'Essayer un client engendré.')
      assert.equal(made.name, 'Guichet des essais')
      assert.equal((await walk.read(made.id)).pitch, 'Essayer un client engendré.')
    },

    async patches() {
      const { id, version } = await walk.register('Guichet à corriger', 'Première phrase.')
      const changed = await walk.patch(id, `"${version}"`, { pitch: 'Seconde phrase.', contact: 'equipe@exemple.gouv.fr', themes: ['essai'] })
      assert.deepEqual([changed.pitch, changed.contact, changed.themes], ['Seconde phrase.', 'equipe@exemple.gouv.fr', ['essai']])
      const removed = await walk.patch(id, `"${changed.version}"`, { contact: null })
      assert.deepEqual([removed.pitch, removed.contact], ['Seconde phrase.', undefined])
    },

    async 'meets a problem'() {
      const missing = await walk.missing('inconnue')
      assert.deepEqual([missing.status, missing.code], [404, 'not_found'])
      assert.ok(missing.detail)
      const early = await walk.early('2000-01-01')
      assert.deepEqual([early.status, early.code, Object.keys(early.errors!)], [400, 'phase_date_out_of_range', ['startedOn']])
    },
  }

  for (const [step, run] of Object.entries(steps))
    try {
      await run()
      console.log(`${step}: ok`)
    } catch (error) {
      process.exitCode = 1
      console.log(`${step}: ${error instanceof Error ? error.stack : JSON.stringify(error)}`)
    }
}
