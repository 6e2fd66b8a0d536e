export * from '@gap5/contract/charts/lines.ts'
