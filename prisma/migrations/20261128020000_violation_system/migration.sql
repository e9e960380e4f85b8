-- AlterTable
ALTER TABLE "surveillance_record" ADD COLUMN     "lock_seq" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "source_state" TEXT;

-- AlterTable
ALTER TABLE "evidence" ADD COLUMN     "source_ref" TEXT;

-- CreateTable
CREATE TABLE "violation_sync" (
    "id" TEXT NOT NULL,
    "cursor" BIGINT NOT NULL,
    "last_succeeded_at" TIMESTAMPTZ(3),
    "failing_since" TIMESTAMPTZ(3),

    CONSTRAINT "violation_sync_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "violation_entry" (
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "record_no" TEXT NOT NULL,
    "awaits" TEXT NOT NULL,
    "body_sealed" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "violation_entry_pkey" PRIMARY KEY ("kind","subject")
);

-- CreateIndex
CREATE INDEX "violation_entry_record_no_idx" ON "violation_entry"("record_no");

-- CreateIndex
CREATE INDEX "violation_entry_awaits_received_at_idx" ON "violation_entry"("awaits", "received_at");

ALTER TABLE "surveillance_record" ADD CONSTRAINT "surveillance_record_source_state" CHECK ("source_state" IN ('recorded', 'queryable', 'cancelled'));
-- One sync, and one place in the feed.
ALTER TABLE "violation_sync" ADD CONSTRAINT "violation_sync_one" CHECK ("id" = 'feed');
ALTER TABLE "violation_entry" ADD CONSTRAINT "violation_entry_kind" CHECK ("kind" IN ('lock', 'decision', 'payment', 'withdrawal'));
ALTER TABLE "violation_entry" ADD CONSTRAINT "violation_entry_awaits" CHECK ("awaits" IN ('record', 'decision', 'person'));
ALTER TABLE "violation_entry" ADD CONSTRAINT "violation_entry_body_sealed" CHECK ("body_sealed" ~ '^[a-z0-9]{1,16}[.][A-Za-z0-9_-]{38,}$');
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_content_sealed" CHECK (encode(substring("content_sealed" FROM 1 FOR 17), 'hex') ~ '^(3[0-9]|6[1-9a-f]|7[0-9a]){1,16}00');
