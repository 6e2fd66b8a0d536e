export * from '@gap5/contract/measure/charts/figures.ts'
