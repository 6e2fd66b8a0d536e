import { Monitor, Moon, Sun } from 'lucide-react'
import type { Text } from '@gap5/contract/language.ts'
import { Button } from '../Button.tsx'
import { Menu } from '../Menu.tsx'
import { useMode, type Mode } from '../mode.tsx'

export const modeLabels: Record<Mode, Text> = {
  system: { en: 'As the device', zh: '跟随设备' },
  light: { en: 'Light', zh: '浅色' },
  dark: { en: 'Dark', zh: '深色' },
}
const icons = { system: Monitor, light: Sun, dark: Moon }
const modes: Mode[] = ['system', 'light', 'dark']

export function ModeSwitch() {
  const [mode, choose] = useMode()
  const Icon = icons[mode]
  return (
    <Menu
      trigger={
        <Button look="quiet" size="small" label={{ en: 'Colours', zh: '配色' }} icon={<Icon size={15} aria-hidden />} />
      }
      entries={[
        { heading: { en: 'Colours', zh: '配色' } },
        ...modes.map((each) => ({ label: modeLabels[each], checked: each === mode, onSelect: () => choose(each) })),
      ]}
    />
  )
}
