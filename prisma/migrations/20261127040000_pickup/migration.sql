-- CreateTable
CREATE TABLE "pickup_proxy" (
    "application_id" UUID NOT NULL,
    "name_sealed" TEXT NOT NULL,
    "id_doc_kind" TEXT NOT NULL,
    "id_doc_no_sealed" TEXT NOT NULL,
    "named_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "pickup_proxy_pkey" PRIMARY KEY ("application_id")
);

-- CreateTable
CREATE TABLE "production_batch" (
    "id" UUID NOT NULL,
    "office" TEXT NOT NULL,
    "taken_by_id" UUID NOT NULL,
    "taken_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "production_batch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "production_batch_item" (
    "batch_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "application_id" UUID NOT NULL,

    CONSTRAINT "production_batch_item_pkey" PRIMARY KEY ("batch_id","position")
);

-- CreateIndex
CREATE INDEX "production_batch_office_taken_at_idx" ON "production_batch"("office", "taken_at");

-- CreateIndex
CREATE INDEX "production_batch_item_application_id_idx" ON "production_batch_item"("application_id");

-- AddForeignKey
ALTER TABLE "pickup_proxy" ADD CONSTRAINT "pickup_proxy_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "production_batch" ADD CONSTRAINT "production_batch_taken_by_id_fkey" FOREIGN KEY ("taken_by_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "production_batch_item" ADD CONSTRAINT "production_batch_item_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "production_batch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "production_batch_item" ADD CONSTRAINT "production_batch_item_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Whoever collects for somebody else is personal data too: never in plain text.
ALTER TABLE "pickup_proxy" ADD CONSTRAINT "pickup_proxy_name_sealed" CHECK ("name_sealed" ~ '^[a-z0-9]{1,16}[.][A-Za-z0-9_-]{38,}$');
ALTER TABLE "pickup_proxy" ADD CONSTRAINT "pickup_proxy_id_doc_no_sealed" CHECK ("id_doc_no_sealed" ~ '^[a-z0-9]{1,16}[.][A-Za-z0-9_-]{38,}$');
