import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { randomStream } from '@gap5/methods'
import { assertQuick } from '../../../methods/testing/quick.ts'
import { readDeliveryReport } from './delivery-report.ts'
import { report } from './report-testing.ts'

const bytes = (text: string) => Buffer.from(text)
const usual = report({ to: 'bounces@example.org', address: 'gone@example.net', messageId: '<a.0@gap5.example>' })

describe('a delivery status notification', () => {
  test('tells who was not reached, why, and about which mail', () => {
    assert.deepEqual(readDeliveryReport(bytes(usual)), {
      recipients: [{ action: 'failed', status: '5.1.1', said: '550 5.1.1 <gone@example.net>: no such user here', address: 'gone@example.net' }],
      messageId: '<a.0@gap5.example>',
      sentTo: ['bounces@example.org'],
    })
  })

  test('is read with the line ends of either world, packed parts, several recipients, and addresses in UTF-8', () => {
    assert.deepEqual(readDeliveryReport(bytes(usual.replaceAll('\n', '\r\n'))), readDeliveryReport(bytes(usual)))
    const status = 'Reporting-MTA: dns; mx.example.net\n\nFinal-Recipient: rfc822; a@example.net\nAction: delayed\nStatus: 4.4.1\n\nFinal-Recipient: utf-8; 林@例子.cn\nAction: failed (gone)\nStatus: 5.2.1 (disabled)\nDiagnostic-Code: smtp; 550\n\t邮箱已停用\n'
    const wrapped = (encoding: string, body: string) => `Content-Type: multipart/report; boundary=b; report-type="delivery-status"\n\n--b\nContent-Type: message/global-delivery-status\nContent-Transfer-Encoding: ${encoding}\n\n${body}\n--b--\n`
    const expected = [
      { action: 'delayed', status: '4.4.1', said: null, address: 'a@example.net' },
      { action: 'failed', status: '5.2.1', said: '550 邮箱已停用', address: '林@例子.cn' },
    ]
    assert.deepEqual(readDeliveryReport(bytes(wrapped('8bit', status)))?.recipients, expected)
    assert.deepEqual(readDeliveryReport(bytes(wrapped('base64', Buffer.from(status).toString('base64').replaceAll(/.{76}/g, '$&\n'))))?.recipients, expected)
    const quoted = [...Buffer.from(status)].map((byte) => (byte > 126 || byte === 61 ? `=${byte.toString(16).toUpperCase().padStart(2, '0')}` : String.fromCharCode(byte))).join('')
    assert.deepEqual(readDeliveryReport(bytes(wrapped('quoted-printable', quoted)))?.recipients, expected)
  })

  test('is nothing else: no answer from a holiday, no report of reading, no empty report', () => {
    for (const other of [
      '',
      'From: somebody@example.net\nSubject: Out of office\nAuto-Submitted: auto-replied\n\nI am back on Monday. 5.1.1 is my room.',
      usual.replace('report-type=delivery-status', 'report-type=disposition-notification'),
      usual.replace('multipart/report', 'multipart/mixed'),
      usual.replace('message/delivery-status', 'text/plain'),
      usual.replace('Action: failed', 'Action: unheard-of'),
      usual.replace('boundary="4F2A.1709/mx.example.net"', 'x=y'),
    ]) assert.equal(readDeliveryReport(bytes(other)), null)
  })

  test('cut, shuffled, repeated or overwritten anywhere, it ends quickly and is read as a report or as none', () => {
    const random = randomStream(41)
    const whole = bytes(usual)
    for (let round = 0; round < 4_000; round++) {
      const at = random.whole(whole.length)
      const end = at + random.whole(200)
      const mutated = [
        () => whole.subarray(0, at),
        () => Buffer.concat([whole.subarray(0, at), Buffer.from(Array.from({ length: 1 + random.whole(40) }, () => random.whole(256))), whole.subarray(end)]),
        () => Buffer.concat([whole.subarray(end), whole.subarray(0, at)]),
        () => Buffer.concat([whole.subarray(0, end), whole.subarray(at)]),
        () => Buffer.from(usual.split('\n').filter(() => random.whole(8) > 0).join('\n')),
        () => Buffer.from(usual.replaceAll(/[:;=\n]/g, (sign) => (random.whole(20) === 0 ? '' : sign))),
      ][random.whole(6)]!()
      const read = assertQuick(2, `round ${round}`, () => readDeliveryReport(mutated))
      if (read === null) continue
      assert.ok(read.recipients.length > 0 && read.recipients.every(({ action }) => ['failed', 'delayed', 'delivered', 'relayed', 'expanded'].includes(action)))
      for (const { status, said } of read.recipients) assert.ok((status === null || /^[245]\.\d+\.\d+$/.test(status)) && (said === null || said.length <= 500))
    }
  })

  test('a large one made to be slow is not', () => {
    const head = 'Content-Type: multipart/report; report-type=delivery-status; boundary=b\n'
    for (const slow of [
      `${head}X: ${'a@'.repeat(600_000)}`,
      `${head}To: ${'<'.repeat(900_000)}@x`,
      `${head}\n${'--b\n'.repeat(250_000)}`,
      `${head}${' \n'.repeat(400_000)}`,
      `${head}\n--b\nContent-Type: message/delivery-status\n\n${'\n \n'.repeat(300_000)}Action: failed`,
      `${head}\n--b\nContent-Type: message/delivery-status\nContent-Transfer-Encoding: quoted-printable\n\n${'= '.repeat(450_000)}`,
    ]) {
      const message = bytes(slow)
      assertQuick(3, slow.slice(60, 110), () => readDeliveryReport(message))
    }
  })
})
