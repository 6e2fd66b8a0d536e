import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Invitation, Member, NewInvitation } from '@gap5/contract/access/members.ts'
import type { AuditPage } from '@gap5/contract/access/audit.ts'
import { testApp } from '../testing/app.ts'
import { testOrganisation, testUser, type TestCaller } from '../testing/organisation.ts'
import { refused } from '../testing/refused.ts'

const app = await testApp()

describe('members', async () => {
  const ours = await testOrganisation(app)
  const theirs = await testOrganisation(app)
  const at = (userId: string) => `/api/o/${ours.handle}/members/${userId}`
  const setRole = (by: TestCaller, userId: string, role: string) => by.fetch(at(userId), { method: 'PATCH', json: { role } })

  test('are listed with their roles to every member', async () => {
    const viewer = await ours.as('viewer')
    const members = (await (await viewer.fetch(`/api/o/${ours.handle}/members`)).json()) as Member[]
    assert.equal(members[0]?.userId, ours.owner.id)
    assert.equal(members.find((member) => member.userId === viewer.id)?.role, 'viewer')
  })

  test('are given another role by a manager, but not owners, and nobody is made one', async () => {
    const [manager, viewer] = [await ours.as('manager'), await ours.as('viewer')]
    assert.equal((await setRole(manager, viewer.id, 'researcher')).status, 204)
    await refused(await setRole(manager, viewer.id, 'owner'), 'access.owners-only')
    await refused(await setRole(manager, manager.id, 'owner'), 'access.owners-only')
    await refused(await setRole(manager, ours.owner.id, 'viewer'), 'access.owners-only')
    await refused(await manager.fetch(at(ours.owner.id), { method: 'DELETE' }), 'access.owners-only')
  })

  test('may not raise themselves', async () => {
    for (const role of ['researcher', 'agent', 'viewer'] as const) {
      const member = await ours.as(role)
      await refused(await setRole(member, member.id, 'manager'), 'access.not-allowed')
    }
  })

  test('lose their right at once, in every tab', async () => {
    const manager = await ours.as('manager')
    assert.equal((await manager.fetch(`/api/o/${ours.handle}/keys`)).status, 200)
    await setRole(ours.owner, manager.id, 'viewer')
    await refused(await manager.fetch(`/api/o/${ours.handle}/keys`), 'access.not-allowed')
    assert.equal((await ours.owner.fetch(at(manager.id), { method: 'DELETE' })).status, 204)
    await refused(await manager.fetch(`/api/o/${ours.handle}/members`), 'access.organisation-unknown')
  })

  test('of other organisations are out of reach', async () => {
    const stranger = await theirs.as('viewer')
    await refused(await setRole(ours.owner, stranger.id, 'viewer'), 'resource.unknown')
    await refused(await ours.owner.fetch(at(stranger.id), { method: 'DELETE' }), 'resource.unknown')
  })

  test('may leave; what they did stays in the trail', async () => {
    const viewer = await ours.as('viewer')
    assert.equal((await viewer.fetch(`/api/o/${ours.handle}/membership`, { method: 'DELETE' })).status, 204)
    await refused(await viewer.fetch(`/api/o/${ours.handle}/members`), 'access.organisation-unknown')
    const trail = (await (await ours.owner.fetch(`/api/o/${ours.handle}/audit?actorId=${viewer.id}`)).json()) as AuditPage
    assert.deepEqual(trail.entries.map(({ action, actor }) => [action, actor.name]), [['member.left', null]])
  })
})

describe('the last owner', async () => {
  test('can neither step down, be removed nor leave', async () => {
    const { owner, handle } = await testOrganisation(app)
    const path = `/api/o/${handle}/members/${owner.id}`
    await refused(await owner.fetch(path, { method: 'PATCH', json: { role: 'viewer' } }), 'access.last-owner')
    await refused(await owner.fetch(path, { method: 'DELETE' }), 'access.last-owner')
    await refused(await owner.fetch(`/api/o/${handle}/membership`, { method: 'DELETE' }), 'access.last-owner')
  })

  test('remains when two owners demote each other at the same moment', async () => {
    for (let round = 0; round < 10; round++) {
      const organisation = await testOrganisation(app)
      const [first, second] = [organisation.owner, await organisation.as('owner')]
      const demote = (by: TestCaller, userId: string) =>
        by.fetch(`/api/o/${organisation.handle}/members/${userId}`, { method: 'PATCH', json: { role: 'viewer' } })
      const answers = await Promise.all([demote(first, second.id), demote(second, first.id)])
      const statuses = answers.map((answer) => answer.status)
      assert.equal(statuses.filter((status) => status === 204).length, 1, `one wins: ${statuses.join(', ')}`)
      const owners = await app.owner.selectFrom('member').select('user_id').where('org_id', '=', organisation.id).where('role', '=', 'owner').execute()
      assert.equal(owners.length, 1)
    }
  })

  test('remains when two owners leave at the same moment', async () => {
    const organisation = await testOrganisation(app)
    const both = [organisation.owner, await organisation.as('owner')]
    const path = `/api/o/${organisation.handle}/membership`
    const answers = await Promise.all(both.map((owner) => owner.fetch(path, { method: 'DELETE' })))
    assert.deepEqual(answers.map((answer) => answer.status).sort(), [204, 409])
  })
})

describe('an invitation', async () => {
  const ours = await testOrganisation(app)
  const theirs = await testOrganisation(app)
  const path = `/api/o/${ours.handle}/invitations`
  const invite = async (email: string, change: object = {}, by = ours.owner) =>
    (await (await by.fetch(path, { method: 'POST', json: { email, role: 'researcher', ...change } })).json()) as NewInvitation
  const tokenOf = ({ path }: NewInvitation) => path.replace('/invitation#', '')
  const accept = (by: TestCaller, token: string) => by.fetch('/api/invitations/acceptance', { method: 'POST', json: { token } })
  const preview = (token: string) => app.fetch('/api/invitations/preview', { method: 'POST', json: { token } })
  const emailOf = async (caller: TestCaller) =>
    (await app.owner.selectFrom('identity_user').select('email').where('id', '=', caller.id).executeTakeFirstOrThrow()).email

  test('tells its holder what it offers, and makes a member of whom it was made for', async () => {
    const guest = await testUser(app)
    const email = await emailOf(guest)
    const made = await invite(email.toUpperCase())
    const offer = (await (await preview(tokenOf(made))).json()) as { role: string; email: string; organisation: { handle: string } }
    assert.deepEqual([offer.role, offer.email, offer.organisation.handle], ['researcher', email, ours.handle])
    assert.deepEqual(await (await accept(guest, tokenOf(made))).json(), { handle: ours.handle })
    assert.equal((await guest.fetch(`/api/o/${ours.handle}/members`)).status, 200)
  })

  test('passed on to somebody else opens nothing', async () => {
    const [guest, thief] = [await testUser(app), await testUser(app)]
    const token = tokenOf(await invite(await emailOf(guest)))
    await refused(await accept(thief, token), 'access.invitation-other-address')
    await refused(await thief.fetch(`/api/o/${ours.handle}/members`), 'access.organisation-unknown')
    await refused(await app.fetch('/api/invitations/acceptance', { method: 'POST', json: { token } }), 'access.sign-in-needed')
    assert.equal((await accept(guest, token)).status, 200)
  })

  test('is accepted once, also by two tabs at the same moment', async () => {
    const guest = await testUser(app)
    const token = tokenOf(await invite(await emailOf(guest)))
    const answers = await Promise.all([accept(guest, token), accept(guest, token)])
    assert.deepEqual(answers.map((answer) => answer.status).sort(), [200, 410])
    await refused(await preview(token), 'access.invitation-used')
  })

  test('ends when it expires, is withdrawn or replaced', async () => {
    const guest = await testUser(app)
    const email = await emailOf(guest)
    const [first, second] = [await invite(email), await invite(email, { days: 1 })]
    await refused(await accept(guest, tokenOf(first)), 'access.invitation-unknown')
    app.clock.advance(24 * 3600_000)
    await refused(await accept(guest, tokenOf(second)), 'access.invitation-expired')
    const third = await invite(email)
    assert.equal((await ours.owner.fetch(`${path}/${third.id}`, { method: 'DELETE' })).status, 204)
    await refused(await preview(tokenOf(third)), 'access.invitation-unknown')
    await refused(await ours.owner.fetch(`${path}/${third.id}`, { method: 'DELETE' }), 'resource.unknown')
  })

  test('that was changed or invented opens nothing, nor does one of ours under the name of others', async () => {
    const guest = await testUser(app)
    const token = tokenOf(await invite(await emailOf(guest)))
    const spoiled = [token.slice(1), `${token}0`, token.replace(ours.id.replaceAll('-', ''), theirs.id.replaceAll('-', '')), '', 'x'.repeat(200)]
    for (const wrong of spoiled) await refused(await preview(wrong), 'access.invitation-unknown')
  })

  test('shows its link once and keeps no copy', async () => {
    const made = await invite('once@example.org')
    const list = (await (await ours.owner.fetch(path)).json()) as Invitation[]
    const { path: _, ...listed } = made
    assert.deepEqual(list.find(({ id }) => id === made.id), listed)
    assert.ok(!JSON.stringify(list).includes(tokenOf(made).slice(33)))
    const stored = await app.owner.selectFrom('invitation').select('token_hash').where('id', '=', made.id).executeTakeFirstOrThrow()
    assert.ok(!tokenOf(made).includes(stored.token_hash.toString('hex')))
  })

  test('to be an owner comes from an owner; a member is not invited again', async () => {
    const manager = await ours.as('manager')
    const asOwner = { method: 'POST', json: { email: 'new@example.org', role: 'owner' } }
    await refused(await manager.fetch(path, asOwner), 'access.owners-only')
    assert.equal((await ours.owner.fetch(path, asOwner)).status, 201)
    const json = { email: await emailOf(manager), role: 'viewer' }
    await refused(await ours.owner.fetch(path, { method: 'POST', json }), 'access.member-already')
  })
})
