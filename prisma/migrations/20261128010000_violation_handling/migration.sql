-- CreateTable
CREATE TABLE "decision_withdrawal" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "decision_no" TEXT NOT NULL,
    "office" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "note_sealed" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "proposed_by_id" UUID NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "decision_withdrawal_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "decision_withdrawal_office_state_idx" ON "decision_withdrawal"("office", "state");

-- AddForeignKey
ALTER TABLE "decision_withdrawal" ADD CONSTRAINT "decision_withdrawal_decision_no_fkey" FOREIGN KEY ("decision_no") REFERENCES "penalty_decision"("decision_no") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "decision_withdrawal" ADD CONSTRAINT "decision_withdrawal_reason" CHECK ("reason" IN ('appeal', 'wrong-record', 'wrong-data'));
ALTER TABLE "decision_withdrawal" ADD CONSTRAINT "decision_withdrawal_outcome" CHECK ("outcome" IN ('queryable', 'cancelled'));
ALTER TABLE "decision_withdrawal" ADD CONSTRAINT "decision_withdrawal_state" CHECK ("state" IN ('proposed', 'approved', 'declined'));
ALTER TABLE "decision_withdrawal" ADD CONSTRAINT "decision_withdrawal_decided" CHECK (("state" = 'proposed') = ("decided_by_id" IS NULL) AND ("decided_by_id" IS NULL) = ("decided_at" IS NULL));
-- Nobody takes a decision back alone.
ALTER TABLE "decision_withdrawal" ADD CONSTRAINT "decision_withdrawal_four_eyes" CHECK ("state" <> 'approved' OR "decided_by_id" <> "proposed_by_id");
ALTER TABLE "decision_withdrawal" ADD CONSTRAINT "decision_withdrawal_note_sealed" CHECK ("note_sealed" ~ '^[a-z0-9]{1,16}[.][A-Za-z0-9_-]{38,}$');
CREATE UNIQUE INDEX "decision_withdrawal_one_open" ON "decision_withdrawal" ("decision_no") WHERE "state" = 'proposed';
