import { ask } from './api.js'
import { el } from './dom.js'
import { text } from './texts.js'

let made = 0

/** A field with its label, a hint, and the place where what is wrong with it is said. */
export function field(label, control, hint) {
  const id = `field-${++made}`
  control.id = id
  control.setAttribute('aria-describedby', `${id}-said`)
  const check = control.type === 'checkbox'
  return el('div', { class: check ? 'field check' : 'field' },
    check && control, el('label', { for: id }, label, hint && el('small', {}, hint)), !check && control,
    el('p', { class: 'wrong', id: `${id}-said` }))
}

export const choice = (name, options) => el('select', { name }, options.map(([value, shown]) => el('option', { value }, shown)))

/** A form that tells the API something; refusals are said beside their fields, and the first of them is focused. */
export function form({ send, address, fields, body, done }) {
  const said = el('p', { class: 'said', role: 'status' })
  const button = el('button', { class: 'primary' }, send)
  const element = el('form', { class: 'voice', novalidate: true }, fields, el('p', {}, button), said)
  const clear = () => {
    said.replaceChildren()
    for (const control of element.elements) control.removeAttribute('aria-invalid')
    for (const wrong of element.querySelectorAll('.wrong')) wrong.textContent = ''
  }
  const blame = errors => {
    for (const [path, messages] of Object.entries(errors)) {
      const control = element.elements[path]
      if (!control) continue
      control.setAttribute('aria-invalid', 'true')
      document.getElementById(`${control.id}-said`).textContent = messages.join(' ')
    }
    element.querySelector('[aria-invalid]')?.focus()
  }
  element.addEventListener('submit', async event => {
    event.preventDefault()
    if (button.disabled) return
    clear()
    button.disabled = true
    try {
      const answer = await ask(address, { body: body(new FormData(element)) })
      element.reset()
      said.replaceChildren(...[done(answer)].flat())
    } catch (error) {
      said.textContent = text().refused(error.message)
      blame(error.errors ?? {})
    } finally {
      button.disabled = false
    }
  })
  return element
}
