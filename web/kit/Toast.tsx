import { Toast as Base } from '@base-ui/react/toast'
import { CircleAlert, CircleCheck, X } from 'lucide-react'
import { classes } from './classes.ts'
import { useLanguage, type Words } from './language.tsx'

type Notice = {
  /** What happened: "Study closed". */
  title: Words
  description?: Words
  tone?: 'good' | 'bad'
  /** Takes it back; offered for ten seconds. */
  undo?: (() => unknown) | undefined
}

const manager = Base.createToastManager<Notice>()

/** Tells what just happened. Failures stay until they are closed. */
export function notify({ undo, ...notice }: Notice) {
  const bad = notice.tone === 'bad'
  const id: string = manager.add({
    data: { ...notice, undo: undo && (() => (manager.close(id), undo())) },
    timeout: bad ? 0 : undo ? 10_000 : 5_000,
  })
}

export function Toasts() {
  return (
    <Base.Provider toastManager={manager} limit={3}>
      <Base.Portal>
        <Base.Viewport className="unprinted fixed inset-x-3 bottom-[calc(4.25rem+env(safe-area-inset-bottom))] z-50 flex flex-col items-center gap-2 md:inset-x-auto md:right-6 md:bottom-6 md:items-end">
          <List />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  )
}

function List() {
  const { toasts } = Base.useToastManager<Notice>()
  const { say } = useLanguage()
  return toasts.map((toast) => {
    const { title, description, tone = 'good', undo } = toast.data ?? { title: '' }
    const Icon = tone === 'bad' ? CircleAlert : CircleCheck
    return (
      <Base.Root
        key={toast.id}
        toast={toast}
        className="w-full max-w-sm rounded-[0.625rem] border border-line bg-card text-ink shadow-float transition-[opacity,translate] duration-200 ease-calm data-ending-style:opacity-0 data-limited:hidden data-starting-style:translate-y-2 data-starting-style:opacity-0 md:w-88"
      >
        <Base.Content className="flex items-start gap-2.5 py-2.5 pr-2 pl-3.5">
          <Icon
            size={18}
            className={classes('mt-0.5 shrink-0', tone === 'bad' ? 'text-below' : 'text-accent')}
            aria-hidden
          />
          <div className="min-w-0 flex-1 py-px">
            <Base.Title className="text-sm font-medium">{say(title)}</Base.Title>
            {description && (
              <Base.Description className="text-[0.8125rem] text-mute">{say(description)}</Base.Description>
            )}
          </div>
          {undo && (
            <button
              type="button"
              onClick={() => void undo()}
              className="rounded-md px-2 py-0.5 font-semibold text-accent hover:bg-accent-soft"
            >
              {say({ en: 'Undo', zh: '撤销' })}
            </button>
          )}
          <Base.Close
            // The library hides it from screen readers until the pile is spread out by a pointer; ours always is.
            aria-hidden={false}
            aria-label={say({ en: 'Close', zh: '关闭' })}
            className="rounded-md p-1 text-mute hover:bg-sunken hover:text-ink"
          >
            <X size={15} aria-hidden />
          </Base.Close>
        </Base.Content>
      </Base.Root>
    )
  })
}
