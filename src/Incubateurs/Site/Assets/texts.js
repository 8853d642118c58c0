import { en } from './en.js'
import { fr } from './fr.js'

const key = 'language'
let chosen = kept()

/** The language that was chosen, else that of the page as it was served. */
export const language = () => chosen ?? served
const served = document.documentElement.lang === 'en' ? 'en' : 'fr'

/** The texts of the page. */
export const text = () => language() === 'fr' ? french : en

export function choose(other) {
  chosen = other
  try {
    localStorage.setItem(key, other)
  } catch {
    // A browser that keeps nothing still shows the language until it is closed.
  }
}

export const number = (value, digits = 0) => new Intl.NumberFormat(locale(), { maximumFractionDigits: digits }).format(value)

export const date = day => new Intl.DateTimeFormat(locale(), { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${day.slice(0, 10)}T00:00:00Z`))

export const month = day => new Intl.DateTimeFormat(locale(), { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`))

/** Days as years and months, as people say it. */
export function duration(days) {
  const months = Math.round(days / 30.4375)
  if (months < 1) return text().days(Math.round(days))
  const parts = [Math.floor(months / 12) && text().years(Math.floor(months / 12)), months % 12 && text().months(months % 12)]
  return parts.filter(Boolean).join(text().and)
}

const locale = () => language() === 'fr' ? 'fr-FR' : 'en-GB'

function kept() {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

// French puts a blank that does not break before high punctuation and inside its quotation marks.
const typeset = said => typeof said === 'function' ? (...told) => typeset(said(...told))
  : typeof said === 'string' ? said.replace(/ (?=[:;!?»%])|(?<=«) /g, '\u00a0')
  : Array.isArray(said) ? said.map(typeset)
  : Object.fromEntries(Object.entries(said).map(([name, value]) => [name, typeset(value)]))
const french = typeset(fr)
