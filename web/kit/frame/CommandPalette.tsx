import { useState } from 'react'
import { Autocomplete } from '@base-ui/react/autocomplete'
import { Dialog } from '@base-ui/react/dialog'
import { Search } from 'lucide-react'
import type { Here } from '../../access/me.ts'
import { useCommands } from '../../commands.ts'
import { classes } from '../classes.ts'
import { backdropClasses } from '../Dialog.tsx'
import { Key } from '../Key.tsx'
import { useLanguage } from '../language.tsx'
import { rowClasses } from '../popup.ts'
import { answers, type Command } from './command.ts'
import { closeOverlay } from './overlays.ts'

/** Everything by typing: pages, studies, actions. Arrow keys choose, Enter runs, Escape leaves. */
export function CommandPalette({ here, open }: { here: Here; open: boolean }) {
  const { say } = useLanguage()
  return (
    <Dialog.Root open={open} onOpenChange={(open) => !open && closeOverlay()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={backdropClasses} />
        <Dialog.Popup
          aria-label={say({ en: 'Search and commands', zh: '搜索与命令' })}
          className="fixed inset-x-3 top-[9dvh] z-40 mx-auto flex max-h-[min(30rem,70dvh)] max-w-xl flex-col overflow-hidden rounded-2xl border border-line bg-card text-ink shadow-float outline-none transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0"
        >
          <Commands here={here} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

type Item = { key: string; label: string; command: Command }
const fits = (item: Item, typed: string) => answers(item.command, typed)

function Commands({ here }: { here: Here }) {
  const { say } = useLanguage()
  const [typed, setTyped] = useState('')
  const groups = grouped(useCommands(here, typed), say)
  return (
    <Autocomplete.Root
      open
      inline
      items={groups}
      value={typed}
      onValueChange={setTyped}
      autoHighlight="always"
      keepHighlight
      filter={fits}
      itemToStringValue={(item: Item) => item.label}
    >
      <Autocomplete.InputGroup className="flex items-center gap-2.5 border-b border-hair px-4">
        <Search size={17} className="shrink-0 text-mute" aria-hidden />
        <Autocomplete.Input
          className="h-12 w-full bg-transparent text-base text-ink outline-none placeholder:text-mute"
          aria-label={say({ en: 'Search and commands', zh: '搜索与命令' })}
          placeholder={say({ en: 'Search pages, studies, actions…', zh: '搜索页面、调查与操作…' })}
        />
        <Key>Esc</Key>
      </Autocomplete.InputGroup>
      <Dialog.Close className="sr-only">{say({ en: 'Close', zh: '关闭' })}</Dialog.Close>
      <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-1.5">
        <Autocomplete.Empty>
          <div className="px-3 py-6 text-center text-mute">{say({ en: 'Nothing matches.', zh: '没有匹配项。' })}</div>
        </Autocomplete.Empty>
        <Autocomplete.List>
          {(group: { value: string; items: Item[] }) => (
            <Autocomplete.Group key={group.value} items={group.items}>
              <Autocomplete.GroupLabel className="px-2.5 pt-2 pb-1 text-xs text-mute">
                {group.value}
              </Autocomplete.GroupLabel>
              <Autocomplete.Collection>
                {(item: Item) => (
                  <Autocomplete.Item
                    key={item.key}
                    value={item}
                    className={classes(rowClasses, 'min-h-9')}
                    onClick={() => (closeOverlay(), item.command.run())}
                  >
                    {item.label}
                  </Autocomplete.Item>
                )}
              </Autocomplete.Collection>
            </Autocomplete.Group>
          )}
        </Autocomplete.List>
      </div>
    </Autocomplete.Root>
  )
}

function grouped(commands: Command[], say: ReturnType<typeof useLanguage>['say']): { value: string; items: Item[] }[] {
  const groups = Map.groupBy(commands, (command) => say(command.group))
  return [...groups].map(([value, members]) => ({
    value,
    items: members.map((command) => ({ key: command.key, label: say(command.label), command })),
  }))
}
