export * from '@gap5/contract/measure/charts/rows.ts'
