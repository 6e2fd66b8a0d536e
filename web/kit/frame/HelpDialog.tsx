import { useState } from 'react'
import type { Place } from '../../navigation.ts'
import { Dialog } from '../Dialog.tsx'
import { Key } from '../Key.tsx'
import { useLanguage } from '../language.tsx'
import { Switch } from '../Switch.tsx'
import { closeOverlay } from './overlays.ts'
import { shortcutsFor, singleKeysOn, switchSingleKeys } from './shortcuts.ts'

export function HelpDialog({ open, places }: { open: boolean; places: readonly Place[] }) {
  const { say } = useLanguage()
  const [singleKeys, setSingleKeys] = useState(singleKeysOn)
  return (
    <Dialog
      open={open}
      onOpenChange={(open) => !open && closeOverlay()}
      width="narrow"
      title={{ en: 'Keyboard shortcuts', zh: '键盘快捷键' }}
    >
      <dl className="grid grid-cols-[1fr_auto] items-center gap-y-2">
        {shortcutsFor(places).map((shortcut) => (
          <div key={shortcut.keys.join()} className="contents">
            <dt>{say(shortcut.does)}</dt>
            <dd className="flex gap-1">
              {shortcut.keys.map((key) => (
                <Key key={key}>{key}</Key>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <div className="mt-4 border-t border-hair pt-3">
        <Switch
          label={{ en: 'Shortcuts of a single key', zh: '单键快捷键' }}
          hint={{ en: 'Switch them off if they get in the way of speech input.', zh: '如与语音输入冲突，可关闭。' }}
          checked={singleKeys}
          onCheckedChange={(on) => {
            switchSingleKeys(on)
            setSingleKeys(on)
          }}
        />
      </div>
    </Dialog>
  )
}
