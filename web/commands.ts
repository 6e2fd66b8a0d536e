/** What the command palette offers: pages, actions, and whatever a room can be searched for. */
import { useNavigate } from '@tanstack/react-router'
import type { Here } from './access/me.ts'
import { useSignOut } from './kit/frame/AccountMenu.tsx'
import type { Command } from './kit/frame/command.ts'
import { openHelp } from './kit/frame/overlays.ts'
import { modeLabels } from './kit/frame/ModeSwitch.tsx'
import { useLanguage, type Words } from './kit/language.tsx'
import { useMode, type Mode } from './kit/mode.tsx'
import { useStudyCommands } from './listen/useStudyCommands.ts'
import { rooms, settings } from './navigation.ts'
import { paths } from './paths.ts'

/** One source a room, asked while the palette is open; `typed` is for those that search on the server. */
const sources: ((here: Here, typed: string) => Command[])[] = [usePages, useStudyCommands, useBeginnings, useActions]

export function useCommands(here: Here, typed: string): Command[] {
  return sources.flatMap((useSource) => useSource(here, typed))
}

function usePages(here: Here): Command[] {
  const navigate = useNavigate()
  const places = [...rooms.flatMap((room) => room.places), ...settings].filter((place) => here.may(place.permission))
  return places.map((place) => ({
    key: place.key,
    group: { en: 'Pages', zh: '页面' },
    label: place.label,
    run: () => void navigate({ href: place.to(here.org) }),
  }))
}

/** What begins with an empty page. */
function useBeginnings(here: Here): Command[] {
  const navigate = useNavigate()
  const group: Words = { en: 'Actions', zh: '操作' }
  const beginnings = [
    { key: 'new-study', label: { en: 'New study', zh: '新建调查' }, to: paths.newStudy, permission: 'studies:write' },
    { key: 'import', label: { en: 'Import a survey file', zh: '导入调查数据' }, to: paths.newImport, permission: 'responses:write' },
  ] as const
  return beginnings
    .filter(({ permission }) => here.may(permission))
    .map(({ key, label, to }) => ({ key, group, label, run: () => void navigate({ href: to(here.org) }) }))
}

function useActions(): Command[] {
  const { language, setLanguage } = useLanguage()
  const [mode, choose] = useMode()
  const signOut = useSignOut()
  const group: Words = { en: 'Actions', zh: '操作' }
  const other = language === 'zh' ? 'en' : 'zh'
  const modes = (['system', 'light', 'dark'] satisfies Mode[]).filter((each) => each !== mode)
  return [
    {
      key: 'language',
      group,
      label: other === 'zh' ? '切换到中文' : 'Switch to English',
      also: 'language 语言',
      run: () => setLanguage(other),
    },
    ...modes.map((each) => ({
      key: `mode-${each}`,
      group,
      label: { en: `Colours: ${modeLabels[each].en.toLowerCase()}`, zh: `配色：${modeLabels[each].zh}` },
      run: () => choose(each),
    })),
    { key: 'help', group, label: { en: 'Keyboard shortcuts', zh: '键盘快捷键' }, run: openHelp },
    { key: 'sign-out', group, label: { en: 'Sign out', zh: '退出登录' }, run: () => void signOut() },
  ]
}
