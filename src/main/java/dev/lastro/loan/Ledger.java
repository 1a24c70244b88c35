package dev.lastro.loan;

import org.jspecify.annotations.Nullable;

/**
 * The facts of one loan: for each the event that set it. Every event has its say, whether or not the lifecycle allows
 * it. What a provider may correct (texts, amounts, numbers) the last in order sets; what happens once (dates) the first.
 */
final class Ledger {

    @Nullable
    LoanEvent first;

    @Nullable
    LoanEvent last;

    @Nullable
    LoanEvent contractNumber;

    @Nullable
    LoanEvent externalId;

    @Nullable
    LoanEvent contractedAmount;

    @Nullable
    LoanEvent disbursedAmount;

    @Nullable
    LoanEvent iofAmount;

    @Nullable
    LoanEvent feesAmount;

    @Nullable
    LoanEvent installments;

    @Nullable
    LoanEvent firstDueDate;

    /** The last event that lists the instalments. */
    @Nullable
    LoanEvent schedule;

    @Nullable
    LoanEvent created;

    @Nullable
    LoanEvent signed;

    @Nullable
    LoanEvent disbursed;

    final Instalments instalments = new Instalments();
    int duplicates;

    /** @param at the event's place in the loan's order, from 0 */
    void take(LoanEvent event, int at) {
        first = first == null ? event : first;
        last = event;
        duplicates += event.duplicates();
        takeFacts(event, event.facts());
        switch (event.event()) {
            case CREATED -> created = created == null ? event : created;
            case SIGNED -> signed = signed == null ? event : signed;
            case DISBURSED -> disbursed = disbursed == null ? event : disbursed;
            case INSTALLMENT_PAID -> instalments.paid(event, at);
            case INSTALLMENT_OVERDUE -> instalments.overdue(event);
            default -> instalments.named(event);
        }
    }

    private void takeFacts(LoanEvent event, Facts facts) {
        contractNumber = facts.contractNumber() == null ? contractNumber : event;
        externalId = facts.externalId() == null ? externalId : event;
        contractedAmount = facts.contractedAmount() == null ? contractedAmount : event;
        disbursedAmount = facts.disbursedAmount() == null ? disbursedAmount : event;
        iofAmount = facts.iofAmount() == null ? iofAmount : event;
        feesAmount = facts.feesAmount() == null ? feesAmount : event;
        installments = facts.installments() == null ? installments : event;
        firstDueDate = facts.firstDueDate() == null ? firstDueDate : event;
        schedule = facts.schedule().isEmpty() ? schedule : event;
    }
}
