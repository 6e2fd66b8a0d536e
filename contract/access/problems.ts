/** What can go wrong when people and programs come in, and when organisations decide who may do what. */
import type { ProblemKind } from '../problems.ts'
import { roleTitles, type OrganisationRole } from './roles.ts'

export const accessProblems = {
  'access.sign-in-needed': {
    status: 401,
    title: { en: 'Please sign in first.', zh: '请先登录。' },
  },
  'access.sign-in-refused': {
    status: 401,
    title: { en: 'E-mail and password do not match.', zh: '邮箱与密码不匹配。' },
  },
  'access.key-refused': {
    status: 401,
    title: { en: 'This API key is unknown or was revoked.', zh: '该 API 密钥不存在或已撤销。' },
  },
  'access.not-allowed': {
    status: 403,
    title: { en: 'Your role does not allow this.', zh: '您的角色无权执行此操作。' },
    detail: (d: { role: OrganisationRole; allowed: readonly OrganisationRole[] }) => ({
      en: `You are here as: ${roleTitles[d.role].en}. This needs: ${d.allowed.map((role) => roleTitles[role].en).join(', ')}.`,
      zh: `您当前的角色是“${roleTitles[d.role].zh}”，此操作需要：${d.allowed.map((role) => roleTitles[role].zh).join('、')}。`,
    }),
  },
  'access.person-needed': {
    status: 403,
    title: { en: 'An API key cannot do this; a signed-in person can.', zh: 'API 密钥不能执行此操作，需由登录用户完成。' },
  },
  'access.organisation-unknown': {
    status: 404,
    title: {
      en: 'There is no such organisation, or you are not a member of it.',
      zh: '该组织不存在，或您不是其成员。',
    },
  },
  'access.event-finished': {
    status: 404,
    title: { en: 'This is done meanwhile; there is nothing to try again.', zh: '该处理已完成，无需重试。' },
  },
  'access.sign-up-by-invitation': {
    status: 403,
    title: {
      en: 'Accounts are made by invitation here. Ask for one in the organisation you belong to, or ask whoever runs this server.',
      zh: '本系统仅凭邀请创建账户。请向您所在的组织索取邀请，或联系服务器管理员。',
    },
  },
  'access.organisations-by-owners': {
    status: 403,
    title: {
      en: 'A further organisation is made here by an owner of one, or by whoever runs this server.',
      zh: '在本系统中，新组织由现有组织的所有者或服务器管理员创建。',
    },
  },
  'access.handle-taken': {
    status: 409,
    title: { en: 'This short name is taken. Please choose another.', zh: '该短名称已被使用，请换一个。' },
  },
  'access.address-taken': {
    status: 409,
    title: {
      en: 'An account with this e-mail exists already. Sign in with its password instead.',
      zh: '该邮箱已有账户，请直接使用其密码登录。',
    },
  },
  'access.password-wrong': {
    status: 422,
    title: { en: 'The present password is not right. Nothing was changed.', zh: '当前密码不正确，未作任何更改。' },
  },
  'access.link-spent': {
    status: 410,
    title: {
      en: 'This sign-in link was used already or has expired. Ask for a new one, or sign in with your password.',
      zh: '该登录链接已使用或已过期。请重新获取链接，或使用密码登录。',
    },
  },
  'access.invitation-unknown': {
    status: 404,
    title: {
      en: 'This invitation link is not complete or was withdrawn. Ask whoever invited you for a new one.',
      zh: '该邀请链接不完整或已被撤回，请向邀请人索取新的链接。',
    },
  },
  'access.invitation-expired': {
    status: 410,
    title: {
      en: 'This invitation has expired. Ask whoever invited you for a new one.',
      zh: '该邀请已过期，请向邀请人索取新的链接。',
    },
  },
  'access.invitation-used': {
    status: 410,
    title: { en: 'This invitation was accepted already.', zh: '该邀请已被接受。' },
  },
  'access.invitation-other-address': {
    status: 403,
    title: {
      en: 'This invitation was made for another e-mail address. Sign in with the account it was made for.',
      zh: '该邀请发给了另一个邮箱，请使用对应的账户登录。',
    },
  },
  'access.member-already': {
    status: 409,
    title: { en: 'This person is a member already.', zh: '此人已是成员。' },
  },
  'access.last-owner': {
    status: 409,
    title: {
      en: 'This is the only owner. Make someone else an owner first.',
      zh: '这是唯一的所有者，请先指定另一位所有者。',
    },
  },
  'access.owners-only': {
    status: 403,
    title: {
      en: 'Only an owner may make, change or remove an owner.',
      zh: '只有所有者才能指定、更改或移除所有者。',
    },
  },
} satisfies Record<string, ProblemKind>
