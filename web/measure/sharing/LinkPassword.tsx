import type { Opening } from '@gap5/contract/measure/sharing.ts'
import { Form } from '../../kit/Form.tsx'
import { PublicLayout } from '../../kit/PublicLayout.tsx'
import { TextField } from '../../kit/TextField.tsx'
import { useForm } from '../../kit/useForm.ts'

/** Asked before anything of the shared page is told. */
export function LinkPassword({ open, onOpened }: { open: (password: string) => Promise<Opening>; onOpened: (opening: Opening) => void }) {
  const form = useForm({
    initial: { password: '' },
    send: ({ password }) => open(password),
    sent: onOpened,
    check: ({ password }) => ({ ...(password === '' && { password: { en: 'Enter the password.', zh: '请输入密码。' } }) }),
  })
  return (
    <PublicLayout title={{ en: 'This page has a password', zh: '该页面需要密码' }} lead={{ en: 'Whoever sent you the link can tell it to you.', zh: '请向发送链接的人索取。' }}>
      <Form form={form} submitLabel={{ en: 'Open', zh: '打开' }}>
        <TextField label={{ en: 'Password', zh: '密码' }} type="password" autoComplete="off" {...form.field('password')} />
      </Form>
    </PublicLayout>
  )
}
