/** Roles in an organisation and what each may do. The one place that decides; routes name the permission they need. */
import { z } from 'zod'
import type { Text } from '../language.ts'

export const organisationRoles = ['owner', 'manager', 'researcher', 'agent', 'viewer'] as const
export const organisationRoleSchema = z.enum(organisationRoles)
export type OrganisationRole = z.infer<typeof organisationRoleSchema>

/** Roles an API key may have: a key is never an owner. */
export const keyRoles = organisationRoles.filter((role) => role !== 'owner')

export const roleTitles: Record<OrganisationRole, Text> = {
  owner: { en: 'Owner', zh: '所有者' },
  manager: { en: 'Manager', zh: '经理' },
  researcher: { en: 'Researcher', zh: '研究员' },
  agent: { en: 'Agent', zh: '客服人员' },
  viewer: { en: 'Viewer', zh: '只读成员' },
}

export const roleUses: Record<OrganisationRole, Text> = {
  owner: { en: 'Everything, including the organisation itself and its owners', zh: '一切权限，包括组织本身及其所有者' },
  manager: { en: 'Runs studies, units and members; sees contact details', zh: '管理调查、机构与成员；可看联系方式' },
  researcher: { en: 'Makes questionnaires and studies, imports data, reads results', zh: '设计问卷与调查、导入数据、查看结果' },
  agent: { en: 'Reads results and looks after the customers who asked for help', zh: '查看结果，跟进请求帮助的顾客' },
  viewer: { en: 'Reads results', zh: '查看结果' },
}

const may = {
  'results:read': ['owner', 'manager', 'researcher', 'agent', 'viewer'],
  'boards:read': ['owner', 'manager', 'researcher', 'agent', 'viewer'],
  'boards:write': ['owner', 'manager', 'researcher'],
  'results:share': ['owner', 'manager', 'researcher'],
  'studies:read': ['owner', 'manager', 'researcher', 'agent', 'viewer'],
  'studies:write': ['owner', 'manager', 'researcher'],
  'responses:write': ['owner', 'manager', 'researcher'],
  'answers:export': ['owner', 'manager', 'researcher'],
  'verbatims:read': ['owner', 'manager', 'researcher', 'agent'],
  'contacts:read': ['owner', 'manager', 'agent'],
  'units:read': ['owner', 'manager', 'researcher', 'agent', 'viewer'],
  'units:write': ['owner', 'manager'],
  'members:read': ['owner', 'manager', 'researcher', 'agent', 'viewer'],
  'members:write': ['owner', 'manager'],
  'keys:write': ['owner', 'manager'],
  'audit:read': ['owner', 'manager'],
  'unfinished:write': ['owner', 'manager'],
  'persons:write': ['owner', 'manager'],
  'mail:write': ['owner', 'manager'],
  'organisation:write': ['owner'],
} as const satisfies Record<string, readonly OrganisationRole[]>

export type Permission = keyof typeof may
export const permissions = Object.keys(may) as Permission[]

export function allows(role: OrganisationRole, permission: Permission): boolean {
  return (may[permission] as readonly OrganisationRole[]).includes(role)
}
