import { defineSubgraph } from '@learnova/platform/manifest';
import { own, signedIn } from '@learnova/platform/policy';
import { AccountLiveResolver, accountChanged } from './account/account.live.ts';
import { accounts } from './account/account.loader.ts';
import { AccountResolver, HoldResolver } from './account/account.resolver.ts';
import { StudentResolver, seesAccount } from './account/student.resolver.ts';
import { ViewerResolver, ViewerStub } from './account/viewer.stub.ts';
import { BillingResolver, OrganizationResolver, seesBilling } from './billing/billing.resolver.ts';
import { feeItems, feeStructures } from './fee/fee.loader.ts';
import { FeeMutations } from './fee/fee.mutations.ts';
import { FeeStructureResolver } from './fee/fee.resolver.ts';
import { FeeItem } from './fee/fee-item.entity.ts';
import { FeeStructure } from './fee/fee-structure.entity.ts';
import { seedFinance } from './finance.seed.ts';
import { holds } from './hold/hold.asks.ts';
import { Hold } from './hold/hold.entity.ts';
import { HoldRule } from './hold/hold-rule.entity.ts';
import { InvoicingOrganization } from './hold/invoicing-organization.entity.ts';
import { HoldRuleResolver } from './hold/set-hold-rule.mutation.ts';
import { owedInvoices } from './invoice/invoice.asks.ts';
import { Invoice } from './invoice/invoice.entity.ts';
import { invoices } from './invoice/invoice.loader.ts';
import { InvoiceResolver } from './invoice/invoice.resolver.ts';
import { answerOpenInvoices } from './invoice/open-invoices.asks.ts';
import { ReverseInvoice } from './invoice/reverse-invoice.mutation.ts';
import { answerInvoiceSheets, answerReceiptSheets } from './invoice/sheet.asks.ts';
import { DocumentReason } from './ledger/document-reason.entity.ts';
import { DocumentSeries } from './ledger/document-series.entity.ts';
import { LedgerLine, LedgerPosting } from './ledger/posting.entity.ts';
import { Reversal } from './ledger/reversal.entity.ts';
import { ReversalResolver } from './ledger/reversal.resolver.ts';
import { Migration20261126033815_initial } from './migrations/Migration20261126033815_initial.ts';
import { Migration20261127014809_invoicing_organization } from './migrations/Migration20261127014809_invoicing_organization.ts';
import { Migration20261127020207_programs } from './migrations/Migration20261127020207_programs.ts';
import { AllocatePayment } from './payment/allocate-payment.mutation.ts';
import { Payment } from './payment/payment.entity.ts';
import { payments } from './payment/payment.loader.ts';
import { AllocationResolver, PaymentResolver, RefundResolver } from './payment/payment.resolver.ts';
import { PersonResolver, seesPayments } from './payment/person.resolver.ts';
import { RecordPayment } from './payment/record-payment.mutation.ts';
import { Refund } from './payment/refund.entity.ts';
import { RefundPayment } from './payment/refund-payment.mutation.ts';
import { PersonStub } from './person.stub.ts';
import { InvoiceReminder } from './reminder/invoice-reminder.entity.ts';
import { remind } from './reminder/reminder.schedule.ts';
import { InvoiceRun } from './run/invoice-run.entity.ts';
import { InvoiceRunItem, InvoiceRunOutcome } from './run/invoice-run-item.entity.ts';
import { carryOutInvoiceRun, previewInvoiceRun } from './run/run.jobs.ts';
import { invoiceRuns } from './run/run.loader.ts';
import { RunMutations } from './run/run.mutations.ts';
import { InvoiceRunProblemResolver, InvoiceRunResolver } from './run/run.resolver.ts';

export const finance = defineSubgraph({
  name: 'finance',
  entities: [FeeItem, FeeStructure, InvoiceRun, HoldRule, Hold, DocumentReason, DocumentSeries],
  facts: [
    ...[InvoiceRunItem, InvoiceRunOutcome, Invoice, Payment, Refund, Reversal],
    ...[LedgerPosting, LedgerLine, InvoiceReminder, InvoicingOrganization],
  ],
  migrations: [
    { name: 'Migration20261126033815_initial', class: Migration20261126033815_initial },
    {
      name: 'Migration20261127014809_invoicing_organization',
      class: Migration20261127014809_invoicing_organization,
    },
    { name: 'Migration20261127020207_programs', class: Migration20261127020207_programs },
  ],
  resolvers: [
    ...[FeeMutations, FeeStructureResolver, RunMutations, InvoiceRunResolver, InvoiceRunProblemResolver],
    ...[InvoiceResolver, ReverseInvoice, ReversalResolver],
    ...[RecordPayment, AllocatePayment, RefundPayment, PaymentResolver, RefundResolver, AllocationResolver],
    ...[AccountResolver, AccountLiveResolver, HoldResolver, HoldRuleResolver, BillingResolver],
    ...[StudentResolver, PersonResolver, ViewerResolver, OrganizationResolver],
  ],
  types: [PersonStub, ViewerStub],
  loaders: [accounts, feeItems, feeStructures, invoiceRuns, invoices, payments],
  policies: {
    roots: {
      'Mutation.createFeeItem': signedIn,
      'Mutation.createFeeStructure': signedIn,
      'Mutation.retireFeeStructure': signedIn,
      'Mutation.previewInvoiceRun': signedIn,
      'Mutation.startInvoiceRun': signedIn,
      'Mutation.reverseInvoice': signedIn,
      'Mutation.recordPayment': signedIn,
      'Mutation.allocatePayment': signedIn,
      'Mutation.releaseAllocation': signedIn,
      'Mutation.refundPayment': signedIn,
      'Mutation.reversePayment': signedIn,
      'Mutation.setHoldRule': signedIn,
    },
    fields: {
      'Student.account': seesAccount,
      'Person.payments': seesPayments,
      'Viewer.invoices': own,
      'Organization.billing': seesBilling,
    },
  },
  lives: [accountChanged],
  answers: [holds, owedInvoices, answerOpenInvoices, answerInvoiceSheets, answerReceiptSheets],
  reactions: [],
  jobs: [previewInvoiceRun, carryOutInvoiceRun],
  schedules: [remind],
  routes: [],
  seed: seedFinance,
});
