// A copy of the portfolio that stays in step: it begins with the first import, follows the feed, and waits for what comes next. Whatever
// happens to it, or to the server, it goes on where it was: the address of the next page is written with the copy, at once.
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import createClient from 'openapi-fetch'
import type { components, paths } from './incubateurs.js'

type Item = components['schemas']['ChangeItem']
type Copy = { after: number; things: Record<string, unknown> }

const api = process.env.API ?? 'http://localhost:5080/v1'
const file = process.env.COPY ?? 'copy.json'
const client = createClient<paths>({ baseUrl: api })

const copy: Copy = read()
for (;;) {
  const { data: page } = await client.GET('/changes', { params: { query: { after: copy.after, limit: 200, wait: 30 } } })
  if (page === undefined) throw new Error('The service refused; see the problem it answered.')
  if (page.head < copy.after) throw new Error('The database was put back: begin again with an empty copy.')
  for (const item of page.items) take(item)
  write()
  if (page.items.length > 0) console.log(`${copy.after} of ${page.head}: ${Object.keys(copy.things).length} things`)
  if (process.env.ONCE !== undefined && copy.after === page.head) break
}

// A thing is what its last item says; it is no more where that says nothing.
function take(item: Item): void {
  const key = `${item.resource} ${item.id}`
  if (item.data === undefined) delete copy.things[key]
  else copy.things[key] = item.data
  copy.after = item.seq
}

function read(): Copy {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Copy
  } catch {
    return { after: 0, things: {} }
  }
}

function write(): void {
  writeFileSync(`${file}.new`, JSON.stringify(copy))
  renameSync(`${file}.new`, file)
}
