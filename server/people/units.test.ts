import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Unit } from '@gap5/contract/people/units.ts'
import { testApp } from '../testing/app.ts'
import { testOrganisation } from '../testing/organisation.ts'
import { refused } from '../testing/refused.ts'

const app = await testApp()

describe('units', async () => {
  const ours = await testOrganisation(app)
  const theirs = await testOrganisation(app)
  const path = `/api/o/${ours.handle}/units`
  const draft = (code: string, parentId: string | null = null) => ({ code, kind: 'branch', title: { en: code, zh: `${code}分公司` }, parentId })
  const ask = (code: string, parentId: string | null = null, by = ours) =>
    by.owner.fetch(`/api/o/${by.handle}/units`, { method: 'POST', json: draft(code, parentId) })
  const add = async (code: string, parentId: string | null = null, by = ours) => {
    const answer = await ask(code, parentId, by)
    assert.equal(answer.status, 201, await answer.clone().text())
    return (await answer.json()) as Unit
  }
  const change = (unit: Unit, json: object) => ours.owner.fetch(`${path}/${unit.id}`, { method: 'PUT', json })
  const drop = (unit: Unit) => ours.owner.fetch(`${path}/${unit.id}`, { method: 'DELETE' })

  test('are added, read, changed and deleted', async () => {
    const [north, parts] = [await add('north'), await add('北区-配件')]
    assert.deepEqual(await (await ours.owner.fetch(`${path}/${north.id}`)).json(), north)
    const moved = { ...draft('北区-配件', north.id), kind: 'department' }
    assert.deepEqual(await (await change(parts, moved)).json(), { id: parts.id, ...moved })
    const list = (await (await (await ours.as('viewer')).fetch(path)).json()) as Unit[]
    assert.deepEqual(list.map(({ code }) => code), ['north', '北区-配件'])
    await refused(await drop(north), 'people.unit-has-units')
    assert.equal((await drop(parts)).status, 204)
    assert.equal((await drop(north)).status, 204)
    await refused(await drop(north), 'people.unit-unknown')
  })

  test('have codes of their own, which other organisations may use as well', async () => {
    const first = await add('one')
    const second = await add('two')
    await refused(await ask('one'), 'people.unit-code-taken')
    await refused(await change(second, draft('one')), 'people.unit-code-taken')
    await add('one', null, theirs)
    assert.equal((await change(first, draft('one'))).status, 200, 'its own code is no clash')
  })

  test('never stand below themselves, not even by two moves at the same moment', async () => {
    const [top, middle, low] = [await add('top'), await add('middle'), await add('low')]
    assert.equal((await change(middle, draft('middle', top.id))).status, 200)
    assert.equal((await change(low, draft('low', middle.id))).status, 200)
    await refused(await change(top, draft('top', top.id)), 'people.unit-circle')
    await refused(await change(top, draft('top', low.id)), 'people.unit-circle')
    for (let round = 0; round < 5; round++) {
      const [a, b] = [await add(`a${round}`), await add(`b${round}`)]
      const answers = await Promise.all([change(a, draft(`a${round}`, b.id)), change(b, draft(`b${round}`, a.id))])
      assert.deepEqual(answers.map((answer) => answer.status).sort(), [200, 422])
    }
  })

  test('stand only below units of the own organisation', async () => {
    const foreign = await add('foreign', null, theirs)
    await refused(await ask('below-foreign', foreign.id), 'people.unit-parent-unknown')
    await refused(await ours.owner.fetch(`${path}/${foreign.id}`), 'people.unit-unknown')
    await refused(await change(foreign, draft('taken-over')), 'people.unit-unknown')
    await refused(await drop(foreign), 'people.unit-unknown')
  })

  test('do not take values that do not fit', async () => {
    const wrong = [{ code: '' }, { code: 'with space' }, { code: 'a'.repeat(61) }, { kind: 'team' }, { title: { en: 'Only' } }, { parentId: 'x' }]
    for (const part of wrong) {
      await refused(await ours.owner.fetch(path, { method: 'POST', json: { ...draft('fits'), ...part } }), 'request.invalid')
    }
  })

  test('leave who changed what in the trail', async () => {
    const unit = await add('trail')
    await change(unit, draft('trail-2'))
    const { entries } = (await (await ours.owner.fetch(`/api/o/${ours.handle}/audit?action=unit.changed&limit=1`)).json()) as {
      entries: { details: { before: { code: string }; after: { code: string } } }[]
    }
    assert.deepEqual([entries[0]?.details.before.code, entries[0]?.details.after.code], ['trail', 'trail-2'])
  })
})
