/** What the tests of SPSS files share: a file of many kinds of variables, PSPP, and files as old programs write them. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SavDictionary, SavValue, SavVariable } from './dictionary.ts'
import { SavWriter } from './write-cases.ts'

export function variable(own: Partial<SavVariable> & { name: string }): SavVariable {
  return { label: '', width: 0, format: 'F', decimals: 0, measure: 'scale', valueLabels: [], missing: [], ...own }
}

export function dictionary(variables: SavVariable[], cases: number, more: Partial<SavDictionary> = {}): SavDictionary {
  return { label: '售后服务调查', createdAt: new Date('2026-07-01T01:02:03Z'), cases, variables, sets: [], attributes: {}, ...more }
}

export function savOf(dictionary: SavDictionary, rows: SavValue[][]): Buffer {
  const writer = new SavWriter(dictionary)
  return Buffer.concat([writer.begin(), writer.cases(rows), writer.end()])
}

/** Why PSPP is not asked, or false where it is there. */
export const withoutPspp: string | false = (() => {
  try {
    execFileSync('pspp', ['--version'], { stdio: 'ignore' })
    return false
  } catch {
    return 'PSPP IS NOT HERE: SPSS files are not checked by another program (apt-get install pspp)'
  }
})()

/** What PSPP prints when it runs a syntax in which FILE stands for the file; `files` are read back afterwards. */
export function pspp(file: Buffer, syntax: string, outputs: string[] = []): { printed: string; files: Buffer[] } {
  const folder = mkdtempSync(join(tmpdir(), 'gap5-pspp-'))
  try {
    writeFileSync(join(folder, 'FILE.sav'), file)
    writeFileSync(join(folder, 'do.sps'), syntax)
    const printed = execFileSync('pspp', ['-o', '-', '-O', 'format=csv', 'do.sps'], { cwd: folder, encoding: 'utf8', env: { ...process.env, LC_ALL: 'C.UTF-8' }, maxBuffer: 64 << 20 })
    return { printed, files: outputs.map((name) => readFileSync(join(folder, name))) }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** A file as a program on a big-endian machine writes it: plain, texts in the given bytes, code page by its number. */
export function bigEndianFile(codePage: number, labels: { name: string; label: Uint8Array }[], rows: number[][]): Buffer {
  const parts: Buffer[] = []
  const int = (...values: number[]) => values.forEach((value) => parts.push(swapped(4, (bytes) => bytes.writeInt32BE(value))))
  const double = (...values: number[]) => values.forEach((value) => parts.push(swapped(8, (bytes) => bytes.writeDoubleBE(value))))
  const text = (value: string, width: number) => parts.push(Buffer.from(value.padEnd(width)))
  text('$FL2', 4)
  text('@(#) SPSS DATA FILE Solaris', 60)
  int(2, labels.length, 0, 0, rows.length)
  double(100)
  text('01 Jan 0400:00:00', 17)
  text('', 64)
  parts.push(Buffer.alloc(3))
  for (const { name, label } of labels) {
    int(2, 0, 1, 0, (5 << 16) | (8 << 8), (5 << 16) | (8 << 8))
    text(name, 8)
    int(label.length)
    parts.push(Buffer.from(label), Buffer.alloc((4 - (label.length % 4)) % 4))
  }
  int(7, 3, 4, 8, 12, 0, 0, -1, 1, 1, 1, codePage, 999, 0)
  for (const row of rows) double(...row)
  return Buffer.concat(parts)
}

function swapped(size: number, write: (bytes: Buffer) => void): Buffer {
  const bytes = Buffer.alloc(size)
  write(bytes)
  return bytes
}
