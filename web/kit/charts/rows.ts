export * from '@gap5/contract/charts/rows.ts'
