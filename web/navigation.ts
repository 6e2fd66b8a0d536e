/** What the frame leads to: the places of each room that work. A room adds its places here; the palette and shortcuts follow. */
import {
  Building2,
  ClipboardList,
  FileSliders,
  KeyRound,
  Mail,
  LayoutDashboard,
  Link2,
  Network,
  Scale,
  RotateCw,
  ScrollText,
  Settings,
  UserSearch,
  Users,
  type LucideIcon,
} from 'lucide-react'
import type { Permission } from '@gap5/contract/access/roles.ts'
import type { Text } from '@gap5/contract/language.ts'
import { paths } from './paths.ts'

export type Place = {
  key: string
  label: Text
  icon: LucideIcon
  to: (org: string) => string
  permission: Permission
  /** Pressed after `g`. */
  letter?: string
}

export type Room = { key: string; label: Text; places: Place[] }

export const rooms: Room[] = [
  {
    key: 'listen',
    label: { en: 'Listen', zh: '倾听' },
    places: [
      {
        key: 'studies',
        label: { en: 'Studies', zh: '调查' },
        icon: ClipboardList,
        to: paths.studies,
        permission: 'studies:read',
        letter: 's',
      },
      {
        key: 'instruments',
        label: { en: 'Questionnaires', zh: '问卷' },
        icon: FileSliders,
        to: paths.instruments,
        permission: 'studies:read',
        letter: 'i',
      },
    ],
  },
  {
    key: 'measure',
    label: { en: 'Measure', zh: '衡量' },
    places: [
      {
        key: 'boards',
        label: { en: 'Boards', zh: '看板' },
        icon: LayoutDashboard,
        to: paths.boards,
        permission: 'boards:read',
        letter: 'b',
      },
      {
        key: 'benchmark',
        label: { en: 'Benchmark', zh: '对标' },
        icon: Scale,
        to: paths.benchmark,
        permission: 'results:read',
      },
      {
        key: 'links',
        label: { en: 'Read-only links', zh: '只读链接' },
        icon: Link2,
        to: paths.links,
        permission: 'results:share',
      },
    ],
  },
]

/** The pages of the settings; shown below "Settings" while one of them is open. */
export const settings: Place[] = [
  {
    key: 'organisation',
    label: { en: 'Organisation', zh: '组织' },
    icon: Building2,
    to: paths.settings,
    permission: 'organisation:write',
  },
  {
    key: 'units',
    label: { en: 'Units', zh: '机构' },
    icon: Network,
    to: paths.units,
    permission: 'units:read',
    letter: 'u',
  },
  {
    key: 'members',
    label: { en: 'Members', zh: '成员' },
    icon: Users,
    to: paths.members,
    permission: 'members:read',
    letter: 'm',
  },
  { key: 'mail', label: { en: 'Mail', zh: '邮件' }, icon: Mail, to: paths.mail, permission: 'contacts:read' },
  { key: 'keys', label: { en: 'API keys', zh: 'API 密钥' }, icon: KeyRound, to: paths.keys, permission: 'keys:write' },
  {
    key: 'persons',
    label: { en: 'A person’s data', zh: '个人数据' },
    icon: UserSearch,
    to: paths.persons,
    permission: 'persons:write',
  },
  {
    key: 'audit',
    label: { en: 'Audit trail', zh: '操作记录' },
    icon: ScrollText,
    to: paths.audit,
    permission: 'audit:read',
  },
  {
    key: 'unfinished',
    label: { en: 'Unfinished work', zh: '未完成的处理' },
    icon: RotateCw,
    to: paths.unfinished,
    permission: 'unfinished:write',
  },
]

export const settingsIcon = Settings
