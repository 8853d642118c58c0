import { list } from './list.js'
import { startup } from './startup.js'
import { el } from './dom.js'
import { language, text } from './texts.js'

const main = document.getElementById('main')
const button = document.getElementById('language')

async function show(moved) {
  const t = text()
  document.documentElement.lang = language()
  document.title = 'Incubateurs'
  for (const element of document.querySelectorAll('[data-text]')) element.textContent = t[element.dataset.text]
  button.textContent = t.other
  button.lang = language() === 'fr' ? 'en' : 'fr'
  const id = new URLSearchParams(location.search).get('startup')
  try {
    await (id ? startup(main, id) : list(main))
  } catch (error) {
    main.replaceChildren(el('h1', {}, 'Incubateurs'), el('p', { class: 'problem', role: 'alert' }, t.problem + error.message))
  }
  if (moved) main.focus()
}

button.addEventListener('click', () => {
  localStorage.setItem('language', language() === 'fr' ? 'en' : 'fr')
  show(false)
})
document.addEventListener('click', event => {
  const link = event.target.closest('a[data-link]')
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  history.pushState(null, '', link.getAttribute('href'))
  scrollTo(0, 0)
  show(true)
})
addEventListener('popstate', () => show(true))
show(false)
