const fr = {
  skip: 'Aller au contenu', docs: "Documentation de l'API", navigation: 'Navigation', other: 'English',
  licence: 'Données : Licence Ouverte 2.0. Programme : licence MIT.',
  title: "Les startups des incubateurs de l'État",
  lead: "Un incubateur répond d'un flux de produits, non d'un stock : une startup entre, est incubée d'un à trois ans, et sort, au mieux transférée à une administration qui la reprend à coût marginal.",
  stock: 'En incubation aujourd’hui', flow: 'Flux cumulé', list: 'Les startups', search: 'Rechercher', status: 'Situation', phase: 'Phase', incubator: 'Incubateur', sponsor: 'Administration porteuse', theme: 'Thème', any: 'Toutes',
  none: 'Aucune startup ne correspond.', found: n => n === 1 ? '1 startup' : `${n} startups`, more: 'Afficher la suite', csv: 'Télécharger en CSV',
  planned: 'à venir', incubating: 'en incubation', operated: 'opérée dans le réseau', handedOver: 'transférée', stopped: 'arrêtée',
  since: 'depuis le', back: 'Retour à la liste', timeline: 'Chronologie', facts: 'Faits', phases: 'Phases', handOver: 'Transfert', reputation: 'Évaluations', incubators: 'Incubateurs', sponsors: 'Administrations porteuses', host: "Administration d'accueil", link: 'Service', repository: 'Code source', contact: 'Contact', days: "Durée d'incubation", day: n => `${n} jours`,
  noHandOver: "Aucun transfert n'est enregistré.", open: 'ouvert', hostRetained: 'hôte retenu', completed: 'achevé', cancelled: 'annulé', opened: 'ouvert le', effective: 'effet au',
  mean: (mean, n) => `${mean} sur 5 (${n} évaluation${n > 1 ? 's' : ''})`, noReview: 'Pas encore évaluée.', hidden: 'masquée', rating: 'Note', comment: 'Commentaire (facultatif)', relation: 'Vous êtes', user: 'une personne qui l’utilise', agent: 'un agent public', partner: 'un partenaire', send: 'Publier', sent: 'Publié, merci.',
  report: 'Signaler un problème', reason: 'Nature', message: 'Ce qui se passe', unavailable: 'indisponible', inaccurate: 'inexact', inaccessible: 'inaccessible', security: 'sécurité', abuse: 'abus', otherReason: 'autre', start: 'Début', median: (n, total) => `${total} startups, âge médian ${n} jours`, flowAlt: 'Diagramme de flux cumulé ; ses figures sont dans /v1/flow.', timelineAlt: 'Chronologie des phases, détaillée dans le tableau.', problem: 'La demande a échoué : ',
}
const en = {
  skip: 'Skip to content', docs: 'API documentation', navigation: 'Navigation', other: 'Français',
  licence: 'Data: Licence Ouverte 2.0. Program: MIT licence.',
  title: "The startups of the State's incubators",
  lead: 'An incubator answers for a flow of products, not for a stock: a startup enters, is incubated for one to three years, and leaves, at best handed over to an administration that takes it over at marginal cost.',
  stock: 'Incubating today', flow: 'Cumulative flow', list: 'The startups', search: 'Search', status: 'Status', phase: 'Phase', incubator: 'Incubator', sponsor: 'Sponsor', theme: 'Theme', any: 'Any',
  none: 'No startup matches.', found: n => n === 1 ? '1 startup' : `${n} startups`, more: 'Show more', csv: 'Download as CSV',
  planned: 'planned', incubating: 'incubating', operated: 'operated within the network', handedOver: 'handed over', stopped: 'stopped',
  since: 'since', back: 'Back to the list', timeline: 'Timeline', facts: 'Facts', phases: 'Phases', handOver: 'Hand-over', reputation: 'Reviews', incubators: 'Incubators', sponsors: 'Sponsors', host: 'Host', link: 'Service', repository: 'Source code', contact: 'Contact', days: 'Incubation', day: n => `${n} days`,
  noHandOver: 'No hand-over is recorded.', open: 'open', hostRetained: 'host retained', completed: 'completed', cancelled: 'cancelled', opened: 'opened on', effective: 'effective on',
  mean: (mean, n) => `${mean} out of 5 (${n} review${n > 1 ? 's' : ''})`, noReview: 'Not reviewed yet.', hidden: 'hidden', rating: 'Rating', comment: 'Comment (optional)', relation: 'You are', user: 'somebody who uses it', agent: 'a public agent', partner: 'a partner', send: 'Publish', sent: 'Published, thank you.',
  report: 'Report a problem', reason: 'Kind', message: 'What happens', unavailable: 'unavailable', inaccurate: 'inaccurate', inaccessible: 'inaccessible', security: 'security', abuse: 'abuse', otherReason: 'other', start: 'Start', median: (n, total) => `${total} startups, median age ${n} days`, flowAlt: 'Cumulative flow diagram; its figures are in /v1/flow.', timelineAlt: 'Timeline of the phases, detailed in the table.', problem: 'The request failed: ',
}

export const language = () => localStorage.getItem('language') ?? (navigator.language.startsWith('fr') ? 'fr' : 'en')
export const text = () => language() === 'fr' ? fr : en
export const date = day => language() === 'fr' ? day.split('-').reverse().join('/') : day
