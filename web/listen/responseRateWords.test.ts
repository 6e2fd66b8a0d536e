import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ResponseRate } from '@gap5/contract/listen/response-rate.ts'
import { largestLoss, rateConclusion } from './responseRateWords.ts'

const none = { invited: null, delivered: null, opened: 0, began: 0, finished: 0, response: null, completion: null }
const rate = (change: Partial<ResponseRate>): ResponseRate => ({ invited: { ...none, invited: 0, delivered: 0 }, open: none, collectors: [], attributes: [], losses: [], brokeOff: [], marked: [], ...change })

test('the conclusion tells the response rate and where most are lost', () => {
  const invited = { invited: 130, delivered: 120, opened: 60, began: 50, finished: 41, response: { share: 41 / 120, low: 0.263, high: 0.43, n: 120 }, completion: null }
  const { en, zh } = rateConclusion(rate({ invited }))
  assert.equal(en, '41 of 120 people who got an invitation answered: 34 % (95 % interval 26 % to 43 %). Most are lost between the mail and the page: 60.')
  assert.equal(zh, '收到邀请的 120 人中有 41 人作答：34%（95% 区间 26% 至 43%）。流失最多的环节在收到邮件与打开页面之间：60 人。')
})

test('without invitations it tells who came to the end', () => {
  const open = { ...none, opened: 300, began: 90, finished: 80, completion: { share: 80 / 90, low: 0.807, high: 0.939, n: 90 } }
  assert.match(rateConclusion(rate({ open })).en, /^80 of 90 who began came to the end: 89 %.*Most are lost on the first page, before they begin: 210\.$/)
})

test('nobody gives no rate, and no loss', () => {
  assert.match(rateConclusion(rate({})).en, /no rate/)
  assert.equal(largestLoss(none), null)
})
