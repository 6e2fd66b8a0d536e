import { useRef, useState, type DragEvent } from 'react'
import { FileUp } from 'lucide-react'
import { Button } from './Button.tsx'
import { classes } from './classes.ts'
import { useLanguage, type Words } from './language.tsx'

export type FileDropProps = {
  label: Words
  /** What is taken and how large: "CSV or XLSX, up to 200 MB". */
  hint: Words
  /** As for `<input accept>`: `.csv,.xlsx`. */
  accept: string
  maxBytes: number
  onFile: (file: File) => void
  disabled?: boolean
}

/** A file by dropping or choosing. What does not fit is refused with a reason. */
export function FileDrop({ label, hint, accept, maxBytes, onFile, disabled = false }: FileDropProps) {
  const { say, figure } = useLanguage()
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const [refusal, setRefusal] = useState<Words | null>(null)

  const take = (file: File | undefined) => {
    if (!file) return
    const reason = refusalOf(file, accept, maxBytes, figure)
    setRefusal(reason)
    if (reason === null) onFile(file)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    if (!disabled) take(event.dataTransfer.files[0])
  }
  return (
    <div
      onDragOver={(event) => (event.preventDefault(), setOver(true))}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={classes(
        'flex flex-col items-center gap-2 rounded-card border-2 border-dashed px-4 py-9 text-center',
        over ? 'border-accent bg-accent-soft' : 'border-edge/60 bg-side',
      )}
    >
      <FileUp size={26} className="text-accent" aria-hidden />
      <p className="text-base font-semibold">{say(label)}</p>
      <p className="text-mute">{say(hint)}</p>
      <input
        ref={input}
        type="file"
        accept={accept}
        className="hidden"
        tabIndex={-1}
        aria-hidden
        onChange={(event) => {
          take(event.target.files?.[0])
          event.target.value = ''
        }}
      />
      <Button look="primary" className="mt-1" busy={disabled} onClick={() => input.current?.click()}>
        {say({ en: 'Choose a file', zh: '选择文件' })}
      </Button>
      {refusal && (
        <p role="alert" className="text-below">
          {say(refusal)}
        </p>
      )}
    </div>
  )
}

function refusalOf(file: File, accept: string, maxBytes: number, figure: (value: number) => string): Words | null {
  const endings = accept.split(',').map((ending) => ending.trim().toLowerCase())
  if (!endings.some((ending) => file.name.toLowerCase().endsWith(ending)))
    return {
      en: `“${file.name}” is none of ${endings.join(', ')}.`,
      zh: `“${file.name}”不是 ${endings.join('、')} 文件。`,
    }
  if (file.size === 0) return { en: `“${file.name}” is empty.`, zh: `“${file.name}”是空文件。` }
  if (file.size > maxBytes) {
    const [size, most] = [file.size, maxBytes].map((bytes) => figure(Math.ceil(bytes / 1_048_576)))
    return {
      en: `“${file.name}” has ${size} MB; at most ${most} MB are taken.`,
      zh: `“${file.name}”有 ${size} MB，最多接受 ${most} MB。`,
    }
  }
  return null
}
