import assert from 'node:assert/strict'
import { test } from 'node:test'
import { textOf } from './encoding.ts'

const yaml = 'key: visits\ntitle:\n  en: Visits\n  zh: 上门服务\n'
/** 上门服务 in GB 2312. */
const gbk = Buffer.concat([Buffer.from(yaml.slice(0, yaml.indexOf('上'))), Buffer.from('c9cfc3c5b7fecef1', 'hex'), Buffer.from('\n')])
const utf16 = Buffer.from(yaml, 'utf16le')

test('a questionnaire is read in whatever encoding an editor wrote it', () => {
  const files: Record<string, Uint8Array> = {
    'UTF-8': Buffer.from(yaml),
    'UTF-8 with a mark': Buffer.from(`\ufeff${yaml}`),
    GBK: gbk,
    'UTF-16': Buffer.from(`\ufeff${yaml}`, 'utf16le'),
    'UTF-16 without a mark': utf16,
    'UTF-16, big end first': Buffer.from(utf16).swap16(),
  }
  for (const [name, bytes] of Object.entries(files)) assert.equal(textOf(bytes), yaml, name)
})
