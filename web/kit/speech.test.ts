import assert from 'node:assert/strict'
import { test } from 'node:test'
import { speech, tagOf } from './speech.ts'

const en = speech('en', () => {})
const zh = speech('zh', () => {})

test('words are said in the language, plain strings as they are', () => {
  const words = { en: 'Reliability', zh: '可靠性' }
  assert.deepEqual([en.say(words), zh.say(words), zh.say('kiosk.csv')], ['Reliability', '可靠性', 'kiosk.csv'])
})

test('figures follow the typography of the language', () => {
  assert.deepEqual([en.figure(1284), en.signed(-0.42), en.percent(0.641)], ['1,284', '−0.4', '64 %'])
  assert.deepEqual([zh.percent(0.641), zh.signed(0.3, 2)], ['64%', '+0.30'])
})

test('a date is that of the given time zone', () => {
  assert.match(en.day('2026-06-30T20:00:00Z', 'Asia/Shanghai'), /1 Jul 2026/)
  assert.match(zh.day('2026-06-30T20:00:00Z', 'Asia/Shanghai'), /2026年7月1日/)
})

test('the page and the server are told a language they know', () => {
  assert.deepEqual([tagOf('en'), tagOf('zh')], ['en', 'zh-CN'])
})
