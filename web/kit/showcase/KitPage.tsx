import { PublicLayout } from '../PublicLayout.tsx'

export function KitPage() {
  return <PublicLayout title={{ en: 'Kit', zh: '组件' }}>.</PublicLayout>
}
