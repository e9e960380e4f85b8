-- AlterTable
ALTER TABLE "licence" ADD COLUMN     "points_as_of" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "point_entry" ADD COLUMN     "decision_no" TEXT;

-- CreateTable
CREATE TABLE "surveillance_record" (
    "record_no" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "plate_category" TEXT NOT NULL,
    "plate_number" TEXT NOT NULL,
    "vehicle_id" UUID,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "place" TEXT NOT NULL,
    "division" TEXT NOT NULL,
    "device_id" TEXT,
    "code" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "points" INTEGER NOT NULL,
    "fine_fen" INTEGER NOT NULL,
    "penalty_kinds" TEXT[],
    "entered_at" TIMESTAMPTZ(3) NOT NULL,
    "queryable_at" TIMESTAMPTZ(3),
    "notice_sent_at" TIMESTAMPTZ(3),
    "state" TEXT NOT NULL,
    "is_under_review" BOOLEAN NOT NULL DEFAULT false,
    "lock_by" TEXT,
    "lock_holder" TEXT,
    "lock_since" TIMESTAMPTZ(3),
    "source_seq" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "surveillance_record_pkey" PRIMARY KEY ("record_no")
);

-- CreateTable
CREATE TABLE "evidence" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "record_no" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "media_type" TEXT NOT NULL,
    "content_sealed" BYTEA NOT NULL,
    "taken_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "evidence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "penalty_decision" (
    "decision_no" TEXT NOT NULL,
    "record_no" TEXT NOT NULL,
    "licence_id" UUID,
    "application_id" UUID,
    "channel" TEXT NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,
    "fine_fen" INTEGER NOT NULL,
    "points" INTEGER NOT NULL,
    "pay_due_on" DATE NOT NULL,
    "state" TEXT NOT NULL,
    "paid_at" TIMESTAMPTZ(3),
    "paid_by" TEXT,
    "withdrawn_at" TIMESTAMPTZ(3),
    "source_seq" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "penalty_decision_pkey" PRIMARY KEY ("decision_no")
);

-- CreateTable
CREATE TABLE "payment_order" (
    "order_no" TEXT NOT NULL,
    "payer_id" UUID NOT NULL,
    "office" TEXT NOT NULL,
    "application_id" UUID NOT NULL,
    "amount_fen" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "open" BOOLEAN NOT NULL,
    "version" INTEGER NOT NULL,
    "channel" TEXT,
    "snapshot" JSONB NOT NULL,
    "task" TEXT,
    "task_due_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "paid_at" TIMESTAMPTZ(3),
    "reconciled_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "payment_order_pkey" PRIMARY KEY ("order_no")
);

-- CreateTable
CREATE TABLE "payment_line" (
    "order_no" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "decision_no" TEXT,
    "fee_of" UUID,
    "amount_fen" INTEGER NOT NULL,
    "late_fee_fen" INTEGER NOT NULL DEFAULT 0,
    "claims" BOOLEAN NOT NULL,

    CONSTRAINT "payment_line_pkey" PRIMARY KEY ("order_no","position")
);

-- CreateTable
CREATE TABLE "payment_event" (
    "order_no" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_id" TEXT NOT NULL,
    "actor_role" TEXT NOT NULL,
    "data" JSONB NOT NULL,

    CONSTRAINT "payment_event_pkey" PRIMARY KEY ("order_no","seq")
);

-- CreateTable
CREATE TABLE "payment_capture" (
    "channel" TEXT NOT NULL,
    "serial" TEXT NOT NULL,
    "order_no" TEXT NOT NULL,
    "amount_fen" INTEGER NOT NULL,
    "captured_at" TIMESTAMPTZ(3) NOT NULL,
    "pays" BOOLEAN NOT NULL,

    CONSTRAINT "payment_capture_pkey" PRIMARY KEY ("channel","serial")
);

-- CreateTable
CREATE TABLE "payment_refund" (
    "refund_no" TEXT NOT NULL,
    "order_no" TEXT NOT NULL,
    "serial" TEXT NOT NULL,
    "part" TEXT,
    "amount_fen" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "payment_refund_pkey" PRIMARY KEY ("refund_no")
);

-- CreateTable
CREATE TABLE "bank_notice" (
    "channel" TEXT NOT NULL,
    "notice_id" TEXT NOT NULL,
    "order_no" TEXT,
    "kind" TEXT NOT NULL,
    "about" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "times" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "bank_notice_pkey" PRIMARY KEY ("channel","notice_id")
);

-- CreateTable
CREATE TABLE "payment_poke" (
    "order_no" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "body" JSONB NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "claimed_by" TEXT,
    "claimed_until" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "payment_poke_pkey" PRIMARY KEY ("order_no")
);

-- CreateIndex
CREATE INDEX "surveillance_record_vehicle_id_idx" ON "surveillance_record"("vehicle_id");

-- CreateIndex
CREATE INDEX "surveillance_record_plate_category_plate_number_idx" ON "surveillance_record"("plate_category", "plate_number");

-- CreateIndex
CREATE UNIQUE INDEX "evidence_record_no_position_key" ON "evidence"("record_no", "position");

-- CreateIndex
CREATE UNIQUE INDEX "penalty_decision_application_id_key" ON "penalty_decision"("application_id");

-- CreateIndex
CREATE INDEX "penalty_decision_record_no_idx" ON "penalty_decision"("record_no");

-- CreateIndex
CREATE INDEX "penalty_decision_licence_id_idx" ON "penalty_decision"("licence_id");

-- CreateIndex
CREATE INDEX "payment_order_payer_id_created_at_idx" ON "payment_order"("payer_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "payment_order_application_id_idx" ON "payment_order"("application_id");

-- CreateIndex
CREATE INDEX "payment_order_office_task_idx" ON "payment_order"("office", "task");

-- CreateIndex
CREATE INDEX "payment_line_decision_no_idx" ON "payment_line"("decision_no");

-- CreateIndex
CREATE INDEX "payment_capture_order_no_idx" ON "payment_capture"("order_no");

-- CreateIndex
CREATE INDEX "payment_capture_captured_at_idx" ON "payment_capture"("captured_at");

-- CreateIndex
CREATE INDEX "payment_refund_order_no_idx" ON "payment_refund"("order_no");

-- CreateIndex
CREATE INDEX "bank_notice_order_no_idx" ON "bank_notice"("order_no");

-- CreateIndex
CREATE UNIQUE INDEX "point_entry_decision_no_key" ON "point_entry"("decision_no");

-- AddForeignKey
ALTER TABLE "point_entry" ADD CONSTRAINT "point_entry_decision_no_fkey" FOREIGN KEY ("decision_no") REFERENCES "penalty_decision"("decision_no") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "surveillance_record" ADD CONSTRAINT "surveillance_record_vehicle_id_fkey" FOREIGN KEY ("vehicle_id") REFERENCES "vehicle"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_record_no_fkey" FOREIGN KEY ("record_no") REFERENCES "surveillance_record"("record_no") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "penalty_decision" ADD CONSTRAINT "penalty_decision_record_no_fkey" FOREIGN KEY ("record_no") REFERENCES "surveillance_record"("record_no") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "penalty_decision" ADD CONSTRAINT "penalty_decision_licence_id_fkey" FOREIGN KEY ("licence_id") REFERENCES "licence"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_order" ADD CONSTRAINT "payment_order_payer_id_fkey" FOREIGN KEY ("payer_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_order" ADD CONSTRAINT "payment_order_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_line" ADD CONSTRAINT "payment_line_order_no_fkey" FOREIGN KEY ("order_no") REFERENCES "payment_order"("order_no") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_line" ADD CONSTRAINT "payment_line_decision_no_fkey" FOREIGN KEY ("decision_no") REFERENCES "penalty_decision"("decision_no") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_event" ADD CONSTRAINT "payment_event_order_no_fkey" FOREIGN KEY ("order_no") REFERENCES "payment_order"("order_no") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_capture" ADD CONSTRAINT "payment_capture_order_no_fkey" FOREIGN KEY ("order_no") REFERENCES "payment_order"("order_no") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_refund" ADD CONSTRAINT "payment_refund_order_no_fkey" FOREIGN KEY ("order_no") REFERENCES "payment_order"("order_no") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bank_notice" ADD CONSTRAINT "bank_notice_order_no_fkey" FOREIGN KEY ("order_no") REFERENCES "payment_order"("order_no") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "surveillance_record" ADD CONSTRAINT "surveillance_record_source" CHECK ("source" IN ('camera', 'on-the-spot'));
ALTER TABLE "surveillance_record" ADD CONSTRAINT "surveillance_record_state" CHECK ("state" IN ('recorded', 'queryable', 'penalised', 'paid', 'cancelled'));
ALTER TABLE "surveillance_record" ADD CONSTRAINT "surveillance_record_amounts" CHECK ("fine_fen" >= 0 AND "points" IN (0, 1, 2, 3, 6, 12));
ALTER TABLE "surveillance_record" ADD CONSTRAINT "surveillance_record_penalties" CHECK ("penalty_kinds" <@ ARRAY['warning', 'fine', 'suspend', 'revoke', 'detain']);
ALTER TABLE "surveillance_record" ADD CONSTRAINT "surveillance_record_lock" CHECK (("lock_by" IS NULL) = ("lock_holder" IS NULL) AND ("lock_by" IS NULL) = ("lock_since" IS NULL) AND ("lock_by" IS NULL OR "lock_by" IN ('platform', 'window', 'other-internet')));

-- A record is penalised once, whoever does it.
CREATE UNIQUE INDEX "penalty_decision_one_a_record" ON "penalty_decision" ("record_no") WHERE "state" <> 'withdrawn';
ALTER TABLE "penalty_decision" ADD CONSTRAINT "penalty_decision_channel" CHECK ("channel" IN ('platform', 'window', 'other-internet'));
ALTER TABLE "penalty_decision" ADD CONSTRAINT "penalty_decision_state" CHECK ("state" IN ('unpaid', 'paid', 'withdrawn'));
ALTER TABLE "penalty_decision" ADD CONSTRAINT "penalty_decision_paid" CHECK (("state" <> 'paid' OR "paid_at" IS NOT NULL) AND ("state" <> 'unpaid' OR "paid_at" IS NULL) AND ("paid_at" IS NULL) = ("paid_by" IS NULL));
ALTER TABLE "penalty_decision" ADD CONSTRAINT "penalty_decision_withdrawn" CHECK (("state" = 'withdrawn') = ("withdrawn_at" IS NOT NULL));
ALTER TABLE "penalty_decision" ADD CONSTRAINT "penalty_decision_amounts" CHECK ("fine_fen" >= 0 AND "points" >= 0);
CREATE SEQUENCE "penalty_decision_number";

ALTER TABLE "evidence" ADD CONSTRAINT "evidence_position" CHECK ("position" BETWEEN 1 AND 9);

ALTER TABLE "payment_order" ADD CONSTRAINT "payment_order_state" CHECK ("state" IN ('created', 'paying', 'paid', 'reconciled', 'failed', 'expired', 'cancelled', 'unreconciled', 'exception', 'confirmed', 'refunded'));
ALTER TABLE "payment_order" ADD CONSTRAINT "payment_order_channel" CHECK ("channel" IN ('wechat', 'alipay'));
ALTER TABLE "payment_order" ADD CONSTRAINT "payment_order_amount" CHECK ("amount_fen" > 0);
ALTER TABLE "payment_order" ADD CONSTRAINT "payment_order_task" CHECK ("task" IN ('decide-exception', 'approve-verdict', 'repeat-refund'));
CREATE INDEX "payment_order_live" ON "payment_order" ("created_at") WHERE "open";
CREATE SEQUENCE "payment_order_number";

ALTER TABLE "payment_line" ADD CONSTRAINT "payment_line_subject" CHECK (("decision_no" IS NULL) <> ("fee_of" IS NULL));
ALTER TABLE "payment_line" ADD CONSTRAINT "payment_line_amounts" CHECK ("amount_fen" > 0 AND "late_fee_fen" BETWEEN 0 AND "amount_fen");
-- At most one order may pay a decision or a fee, or has paid it (I1).
CREATE UNIQUE INDEX "payment_line_one_a_decision" ON "payment_line" ("decision_no") WHERE "claims";
CREATE UNIQUE INDEX "payment_line_one_a_fee" ON "payment_line" ("fee_of") WHERE "claims";

ALTER TABLE "payment_capture" ADD CONSTRAINT "payment_capture_amount" CHECK ("amount_fen" > 0);
-- One capture pays an order.
CREATE UNIQUE INDEX "payment_capture_one_pays" ON "payment_capture" ("order_no") WHERE "pays";

ALTER TABLE "payment_refund" ADD CONSTRAINT "payment_refund_amount" CHECK ("amount_fen" > 0);
ALTER TABLE "payment_refund" ADD CONSTRAINT "payment_refund_state" CHECK ("state" IN ('asked', 'accepted', 'done', 'failed'));
ALTER TABLE "payment_refund" ADD CONSTRAINT "payment_refund_done" CHECK (("state" = 'done') = ("done_at" IS NOT NULL));
-- What a bank took goes back once: a failed refund is followed by another, no other is.
CREATE UNIQUE INDEX "payment_refund_one_a_capture" ON "payment_refund" ("order_no", "serial", coalesce("part", '')) WHERE "state" <> 'failed';

ALTER TABLE "bank_notice" ADD CONSTRAINT "bank_notice_kind" CHECK ("kind" IN ('paid', 'refund'));

-- What has happened to money is only ever added to.
REVOKE UPDATE, DELETE ON "payment_event" FROM yizhan_app;
