-- CreateTable
CREATE TABLE "statement_day" (
    "channel" TEXT NOT NULL,
    "on" DATE NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "fetched_at" TIMESTAMPTZ(3) NOT NULL,
    "matched_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),
    "paid_count" INTEGER NOT NULL,
    "paid_fen" BIGINT NOT NULL,
    "refunded_count" INTEGER NOT NULL,
    "refunded_fen" BIGINT NOT NULL,
    "our_paid_count" INTEGER,
    "our_paid_fen" BIGINT,
    "our_refunded_count" INTEGER,
    "our_refunded_fen" BIGINT,
    "closed_at" TIMESTAMPTZ(3),
    "closed_by_id" UUID,

    CONSTRAINT "statement_day_pkey" PRIMARY KEY ("channel","on")
);

-- CreateTable
CREATE TABLE "statement_line" (
    "channel" TEXT NOT NULL,
    "on" DATE NOT NULL,
    "position" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "order_no" TEXT NOT NULL,
    "serial" TEXT NOT NULL,
    "refund_no" TEXT,
    "amount_fen" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "match" TEXT,

    CONSTRAINT "statement_line_pkey" PRIMARY KEY ("channel","on","position")
);

-- CreateTable
CREATE TABLE "statement_difference" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "channel" TEXT NOT NULL,
    "on" DATE NOT NULL,
    "kind" TEXT NOT NULL,
    "position" INTEGER,
    "order_no" TEXT NOT NULL,
    "serial" TEXT NOT NULL,
    "refund_no" TEXT,
    "expected_fen" INTEGER,
    "found_fen" INTEGER,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "resolution" TEXT,
    "note" TEXT,
    "proposed_at" TIMESTAMPTZ(3),
    "proposed_by_id" UUID,
    "resolved_at" TIMESTAMPTZ(3),
    "resolved_by_id" UUID,

    CONSTRAINT "statement_difference_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "statement_day_on_idx" ON "statement_day"("on");

-- CreateIndex
CREATE INDEX "statement_line_channel_serial_idx" ON "statement_line"("channel", "serial");

-- CreateIndex
CREATE INDEX "statement_line_order_no_idx" ON "statement_line"("order_no");

-- CreateIndex
CREATE INDEX "statement_difference_channel_on_idx" ON "statement_difference"("channel", "on");

-- AddForeignKey
ALTER TABLE "statement_line" ADD CONSTRAINT "statement_line_channel_on_fkey" FOREIGN KEY ("channel", "on") REFERENCES "statement_day"("channel", "on") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "statement_difference" ADD CONSTRAINT "statement_difference_channel_on_fkey" FOREIGN KEY ("channel", "on") REFERENCES "statement_day"("channel", "on") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "statement_day" ADD CONSTRAINT "statement_day_channel" CHECK ("channel" IN ('wechat', 'alipay'));
ALTER TABLE "statement_day" ADD CONSTRAINT "statement_day_state" CHECK ("state" IN ('open', 'closed'));
ALTER TABLE "statement_day" ADD CONSTRAINT "statement_day_sums" CHECK ("paid_count" >= 0 AND "paid_fen" >= 0 AND "refunded_count" >= 0 AND "refunded_fen" >= 0);
-- Fetched, then matched, then settled, then closed.
ALTER TABLE "statement_day" ADD CONSTRAINT "statement_day_order" CHECK ("settled_at" IS NULL OR "matched_at" IS NOT NULL);
ALTER TABLE "statement_day" ADD CONSTRAINT "statement_day_settled" CHECK (num_nonnulls("settled_at", "our_paid_count", "our_paid_fen", "our_refunded_count", "our_refunded_fen") IN (0, 5));
ALTER TABLE "statement_day" ADD CONSTRAINT "statement_day_closed" CHECK (("state" = 'closed') = ("closed_at" IS NOT NULL) AND ("closed_at" IS NULL) = ("closed_by_id" IS NULL) AND ("closed_at" IS NULL OR "settled_at" IS NOT NULL));

ALTER TABLE "statement_line" ADD CONSTRAINT "statement_line_kind" CHECK (("kind" = 'paid' AND "refund_no" IS NULL) OR ("kind" = 'refunded' AND "refund_no" IS NOT NULL));
ALTER TABLE "statement_line" ADD CONSTRAINT "statement_line_position" CHECK ("position" > 0);
ALTER TABLE "statement_line" ADD CONSTRAINT "statement_line_amount" CHECK ("amount_fen" > 0);
ALTER TABLE "statement_line" ADD CONSTRAINT "statement_line_match" CHECK ("match" IN ('matched', 'missing-here', 'order-unknown', 'order-differs', 'amount-differs', 'repeated', 'refund-missing-here', 'refund-amount-differs', 'refund-repeated'));

ALTER TABLE "statement_difference" ADD CONSTRAINT "statement_difference_kind" CHECK ("kind" IN ('missing-here', 'missing-there', 'order-unknown', 'order-differs', 'amount-differs', 'repeated', 'refund-missing-here', 'refund-missing-there', 'refund-amount-differs', 'refund-repeated'));
ALTER TABLE "statement_difference" ADD CONSTRAINT "statement_difference_line" CHECK (("position" IS NULL) = ("kind" IN ('missing-there', 'refund-missing-there')));
ALTER TABLE "statement_difference" ADD CONSTRAINT "statement_difference_state" CHECK ("state" IN ('open', 'proposed', 'resolved'));
ALTER TABLE "statement_difference" ADD CONSTRAINT "statement_difference_resolution" CHECK ("resolution" IN ('explained', 'settled-with-bank', 'settled-by-hand', 'fault-of-bank'));
ALTER TABLE "statement_difference" ADD CONSTRAINT "statement_difference_proposed" CHECK (("state" = 'open') = ("resolution" IS NULL) AND num_nonnulls("proposed_at", "proposed_by_id", "note") IN (0, 3) AND ("state" <> 'open' OR "proposed_at" IS NULL) AND ("state" <> 'proposed' OR "proposed_at" IS NOT NULL));
ALTER TABLE "statement_difference" ADD CONSTRAINT "statement_difference_resolved" CHECK (("state" = 'resolved') = ("resolved_at" IS NOT NULL) AND ("resolved_by_id" IS NULL OR "resolved_at" IS NOT NULL));
-- Two persons, or none: what the books explain by themselves nobody signs.
ALTER TABLE "statement_difference" ADD CONSTRAINT "statement_difference_four_eyes" CHECK ("state" <> 'resolved' OR ("resolution" = 'explained' AND "resolved_by_id" IS NULL) OR ("resolution" <> 'explained' AND coalesce("resolved_by_id" <> "proposed_by_id", false)));
-- Each is opened once, however often a statement is gone through.
CREATE UNIQUE INDEX "statement_difference_one_a_line" ON "statement_difference" ("channel", "on", "position") WHERE "position" IS NOT NULL;
CREATE UNIQUE INDEX "statement_difference_one_a_capture" ON "statement_difference" ("channel", "serial") WHERE "kind" = 'missing-there';
CREATE UNIQUE INDEX "statement_difference_one_a_refund" ON "statement_difference" ("refund_no") WHERE "kind" = 'refund-missing-there';
CREATE INDEX "statement_difference_unresolved" ON "statement_difference" ("channel", "on") WHERE "state" <> 'resolved';

-- What a bank has told is never altered but for what was found of it.
REVOKE UPDATE, DELETE ON "statement_line" FROM yizhan_app;
GRANT UPDATE ("match") ON "statement_line" TO yizhan_app;
CREATE INDEX "payment_refund_done_at_idx" ON "payment_refund" ("done_at") WHERE "done_at" IS NOT NULL;

-- Days begin with the first order, and differences are listed page by page.
CREATE INDEX "payment_order_created_at_idx" ON "payment_order" ("created_at");
CREATE INDEX "statement_difference_on_id_idx" ON "statement_difference" ("on", "id");
