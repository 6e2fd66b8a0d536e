/*
 * Makes the survey page quicker and safer on a bad line. Without it everything works as plain forms do; with it pages
 * change without reloading, answers are kept on the device until the server has them, digits choose points, and the
 * 100 points add up while they are typed.
 */
const root = document.documentElement
root.classList.add('scripted')
const form = () => document.getElementById('sheet')
/** A device for everybody keeps nothing of anybody. */
const isKiosk = document.getElementById('kiosk') !== null
const store = attempt(() => (isKiosk ? null : localStorage))
let isSubmitting = false
let turn = 0
let saveTimer = 0
let typed = { group: null, digits: '', at: 0 }

document.addEventListener('submit', onSubmit)
document.addEventListener('input', onInput)
document.addEventListener('keydown', onKey)
document.addEventListener('pointerdown', onPress)
document.addEventListener('click', onClick)
document.addEventListener('change', onChange)
addEventListener('popstate', () => show(location.href).catch(() => location.reload()))
addEventListener('online', () => form() && (say(form().dataset.online), save()))
addEventListener('pagehide', saveOnLeaving)
if (parent !== window) {
  new ResizeObserver(tellHeight).observe(root)
  addEventListener('message', ({ source, data }) => source === parent && data?.gap5Ask && tellHeight())
}
arrive()

/* Sending */

function onSubmit(event) {
  const sheet = event.target
  event.preventDefault()
  if (isSubmitting) return
  isSubmitting = true
  clearTimeout(saveTimer)
  keep()
  sheet.setAttribute('aria-busy', 'true')
  if (sheet.dataset.sending) say(sheet.dataset.sending)
  const sent = keyOf(sheet)
  show(sheet.action, { method: 'POST', body: bodyOf(sheet, event.submitter) })
    .then((answer) => {
      tellWebsite({ gap5Turned: true })
      if (answer?.ok) attempt(() => store.removeItem(sent))
    })
    .catch(() => {
      sheet.removeAttribute('aria-busy')
      say('')
      announceOffline()
      document.getElementById('said')?.scrollIntoView({ block: 'nearest' })
    })
    .finally(() => (isSubmitting = false))
}

function bodyOf(sheet, submitter) {
  return new URLSearchParams(new FormData(sheet, submitter ?? undefined))
}

/** Fetches a page and puts it in place of this one; a later request overtakes an earlier one. What is no page of ours changes nothing. */
async function show(url, init) {
  const mine = ++turn
  const answer = await fetch(url, init)
  const text = await answer.text()
  if (mine !== turn) return null
  const page = new DOMParser().parseFromString(text, 'text/html')
  if (!page.getElementById(isKiosk ? 'kiosk' : 'main')) throw new Error(`${answer.status} and no page of a survey`)
  document.title = page.title
  root.lang = page.documentElement.lang
  document.body.replaceChildren(...page.body.childNodes)
  if (answer.redirected && !isKiosk && answer.url !== location.href) history.pushState(null, '', answer.url)
  scrollTo(0, 0)
  arrive()
  const first = document.querySelector('[autofocus]') ?? document.querySelector('h1')
  first?.focus({ preventScroll: !first.matches('[autofocus]') })
  return answer
}

/* Keeping: on the device with every key, on the server when the hand rests */

function onInput() {
  addUp()
  if (!form()) return
  keep()
  clearTimeout(saveTimer)
  saveTimer = setTimeout(save, 1500)
}

function save() {
  const sheet = form()
  if (!sheet || isSubmitting) return
  fetch(sheet.action, { method: 'POST', body: withAct(sheet, 'save') }).catch(announceOffline)
}

function saveOnLeaving() {
  const sheet = form()
  if (!sheet || isSubmitting || !attempt(() => store.getItem(keyOf(sheet)))) return
  navigator.sendBeacon?.(sheet.action, withAct(sheet, 'save'))
}

function withAct(sheet, act) {
  const body = bodyOf(sheet)
  body.set('~act', act)
  return body
}

function keyOf(sheet) {
  return `survey ${new URL(sheet.action).pathname} ${sheet.elements['~id']?.value} ${new URL(sheet.action).searchParams.get('page')}`
}

function fieldsOf(sheet) {
  return [...new FormData(sheet)].filter(([name]) => !name.startsWith('~') && name !== 'Website')
}

function keep() {
  const sheet = form()
  if (sheet?.elements['~id']) attempt(() => store.setItem(keyOf(sheet), JSON.stringify(fieldsOf(sheet))))
}

/** What the server did not get before the page was left is filled in again. */
function restore(sheet) {
  const kept = attempt(() => JSON.parse(store.getItem(keyOf(sheet)))) ?? []
  const before = JSON.stringify(fieldsOf(sheet))
  for (const [name, value] of kept) {
    for (const field of sheet.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (field.type !== 'radio' && field.type !== 'checkbox') field.value ||= value
      else if (field.value === value && !(field.type === 'radio' && sheet.elements[name].value)) field.checked = true
    }
  }
  if (before !== JSON.stringify(fieldsOf(sheet))) announce(sheet.dataset.restored)
}

/* Arriving at a page */

function arrive() {
  const sheet = form()
  if (sheet) restore(sheet)
  addUp()
  tellHeight()
}

function tellHeight() {
  tellWebsite({ gap5Height: root.getBoundingClientRect().height })
}

/** Within another website: how high the page is and that it is another one, told to that website only. */
function tellWebsite(news) {
  if (parent === window) return
  const origin = location.ancestorOrigins?.[0] ?? attempt(() => new URL(document.referrer).origin)
  if (origin) parent.postMessage(news, origin)
}

function say(sentence) {
  const status = document.getElementById('status')
  if (status) status.textContent = sentence
}

function announceOffline() {
  announce(document.getElementById('said')?.dataset.offline)
}

function announce(sentence) {
  const place = document.getElementById('said')
  if (!place || !sentence || place.textContent === sentence) return
  const notice = document.createElement('p')
  notice.className = 'notice'
  notice.textContent = sentence
  place.replaceChildren(notice)
}

/* Points, of a scale and of the hundred */

function onClick(event) {
  const button = event.target.closest?.('[data-step]')
  if (!button) return
  const input = button.parentElement.querySelector('input')
  input.value = String(Math.max(0, Math.min(100, (Number(input.value) || 0) + Number(button.dataset.step))))
  input.dispatchEvent(new Event('input', { bubbles: true }))
}

/** A second press on a chosen point takes it back. */
function onPress(event) {
  const radio = event.target.closest?.('label')?.querySelector('input[type="radio"]')
  if (!radio?.checked) return
  const undo = (click) => {
    if (click.target !== radio) return
    radio.checked = false
    radio.dispatchEvent(new Event('input', { bubbles: true }))
  }
  document.addEventListener('click', undo, { once: true })
}

function addUp() {
  for (const share of document.querySelectorAll('.share')) {
    const given = [...share.querySelectorAll('.row input')].map(({ value }) => Number(value.normalize('NFKC').replace(',', '.')) || 0)
    const sum = Math.round(given.reduce((a, b) => a + b, 0) * 100) / 100
    const output = share.querySelector('output')
    output.textContent = String(sum)
    output.classList.toggle('off', sum > Number(share.dataset.total))
  }
}

/* Keys: with the focus among the questions a digit chooses that point and goes on to the next scale */

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || !/^\d$/.test(event.key)) return
  const at = event.target
  if (!at.closest?.('main') || at.matches('textarea, input:not([type="radio"], [type="checkbox"])')) return
  const groups = [...document.querySelectorAll('.scale')]
  const group = at.closest('.scale') ?? groups.find((one) => !one.querySelector(':checked')) ?? groups[0]
  if (!group) return
  const recent = typed.group === group && event.timeStamp - typed.at < 800
  const radio = pointOf(group, recent ? typed.digits + event.key : event.key) ?? pointOf(group, event.key)
  if (!radio) return
  typed = { group, digits: event.key, at: event.timeStamp }
  event.preventDefault()
  radio.checked = true
  radio.dispatchEvent(new Event('input', { bubbles: true }))
  radio.dispatchEvent(new Event('change', { bubbles: true }))
  const next = pointOf(group, '10') ? null : groups[groups.indexOf(group) + 1]
  ;(next?.querySelector(':checked') ?? next?.querySelector('input') ?? radio).focus()
}

function pointOf(group, digits) {
  return group.querySelector(`input[type="radio"][value="${digits}"]`)
}

/* An answer that other questions of this page depend on */

function onChange({ target: { name, value } }) {
  const sheet = form()
  if (!sheet || isSubmitting || !sheet.dataset.watch?.split(' ').includes(name)) return
  clearTimeout(saveTimer)
  const { scrollY } = window
  show(sheet.action, { method: 'POST', body: withAct(sheet, 'refresh') })
    .then((answer) => {
      if (!answer) return
      scrollTo(0, scrollY)
      document.querySelector(`[name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]`)?.focus({ preventScroll: true })
    })
    .catch(() => {})
}

function attempt(work) {
  try {
    return work()
  } catch {
    return null
  }
}
