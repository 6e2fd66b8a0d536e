import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { close } from '../testing/close.ts'
import { fleissKappaOfCounts } from '../listen/manyRaters.ts'

describe('published: thirty psychiatric diagnoses by six raters (Fleiss 1971, Psychological Bulletin 76, table 1)', () => {
  // depression, personality disorder, schizophrenia, neurosis, other
  const table = '00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031 00501 30012 51000 02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006'
  const found = fleissKappaOfCounts(table.split(' ').map((row) => [...row].map(Number)))

  test('κ is .430', () => {
    assert.equal(found.value!.toFixed(3), '0.430')
    close(found.value, 0.4302445, 1e-6)
  })

  test('z is 17.65 by the variance as corrected in 1979 (Fleiss, Nee & Landis, Psychological Bulletin 86)', () => assert.equal(found.statistic!.toFixed(2), '17.65'))
})
