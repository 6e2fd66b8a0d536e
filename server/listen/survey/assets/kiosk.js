/*
 * A device that many people use one after the other: pages change in place so that the full screen and an empty history
 * stay; who does not touch it for a while is asked, and then taken to be gone. Uses what survey.js brings.
 */
const place = () => document.getElementById('kiosk')
const build = place()?.dataset.build
const restMilliseconds = 10 * 60_000
let touchedAt = performance.now()
let lookedAt = touchedAt
/** What somebody who has gone had begun, until the server has dropped it. */
let left = null

for (const type of ['pointerdown', 'keydown', 'input', 'scroll']) addEventListener(type, touched, { capture: true, passive: true })
document.addEventListener('click', onKioskClick)
addEventListener('pageshow', (event) => event.persisted && location.reload())
setInterval(tick, 1000)

function touched() {
  if (!place()?.querySelector('dialog').open) touchedAt = performance.now()
}

function onKioskClick(event) {
  const button = event.target.closest?.('button')
  if (button?.value === 'stay' && button.closest('dialog')) return stay()
  if (button?.value === 'leave' && button.closest('dialog')) return leave()
  if (button?.id === 'full-screen') return void attempt(() => root.requestFullscreen())
  const link = event.target.closest?.('a[href]')
  if (!link || !place()) return
  event.preventDefault()
  touchedAt = performance.now()
  show(link.href).catch(announceOffline)
}

function tick() {
  const here = place()
  if (!here) return
  if (here.dataset.at === 'start') return look(here)
  if (here.dataset.at === 'away') return tryAgain(here)
  const isThanks = here.dataset.at !== 'question'
  const isWriting = isThanks && [...document.querySelectorAll('.help :is(input:not([type="hidden"]), textarea)')].some((field) => field.value || field === document.activeElement)
  const seconds = Number(isThanks && !isWriting ? here.dataset.thanks : here.dataset.idle)
  const left = Math.ceil(seconds - (performance.now() - touchedAt) / 1000)
  if (left <= 0) return leave()
  if (isThanks && !isWriting) return countDown(here, left)
  if (left <= Number(here.dataset.warning)) warn(here, left)
}

/** Nobody is there: the start is asked for anew, for the survey may have closed and the product been updated. */
function look(here) {
  if (performance.now() - Math.max(touchedAt, lookedAt) < restMilliseconds) return
  lookedAt = performance.now()
  goToStart(here).catch(() => {})
}

function countDown(here, left) {
  const line = document.getElementById('back-in')
  if (line) line.textContent = here.dataset.back.replace('{seconds}', left)
}

function warn(here, left) {
  const dialog = here.querySelector('dialog')
  dialog.querySelector('b').textContent = `${left} s`
  if (dialog.open) return
  dialog.addEventListener('cancel', stay, { once: true })
  dialog.showModal()
}

function stay() {
  place()?.querySelector('dialog').close()
  touchedAt = performance.now()
}

/** What was begun is dropped on the server; then the next person finds the start. */
function leave() {
  const here = place()
  const sheet = form()
  touchedAt = performance.now()
  if (sheet) left = { url: sheet.action, body: new URLSearchParams({ '~id': sheet.elements['~id'].value, '~act': 'leave' }) }
  goToStart(here).catch(() => clear(here))
}

async function goToStart(here) {
  if (left !== null) await fetch(left.url, { method: 'POST', body: left.body, keepalive: true })
  left = null
  await show(here.dataset.start)
  // A device stands for weeks, and its scripts would stay those of the day it was switched on.
  if (place().dataset.at === 'start' && place().dataset.build !== build) location.replace(here.dataset.start)
}

/** Nobody answers: what was filled in goes from the screen all the same, and the start is asked for until it comes. */
function clear(here) {
  here.dataset.at = 'away'
  here.querySelector('dialog').close()
  document.body.replaceChildren(here.querySelector('template').content.cloneNode(true), here)
}

function tryAgain(here) {
  if (performance.now() - touchedAt < 5000) return
  touchedAt = performance.now()
  goToStart(here).catch(() => {})
}
