-- 医院体检 and 医院提交身体条件证明: which hospitals may examine, what they found, and what follows from it.
-- AlterTable
ALTER TABLE "body_exam" ADD COLUMN     "application_id" UUID,
ADD COLUMN     "doctor_sealed" TEXT,
ADD COLUMN     "hospital_unit_id" UUID,
ADD COLUMN     "items_sealed" TEXT,
ADD COLUMN     "photo_id" UUID,
ADD COLUMN     "purpose" TEXT,
ADD COLUMN     "unfit_classes" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "downgrade_case" ADD COLUMN     "exchange_due_on" DATE,
ADD COLUMN     "notified_on" DATE;

-- CreateTable
CREATE TABLE "examining_hospital" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "unit_id" UUID NOT NULL,
    "examines_c5" BOOLEAN NOT NULL DEFAULT false,
    "listed_on" DATE NOT NULL,
    "removed_on" DATE,

    CONSTRAINT "examining_hospital_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "examining_hospital_unit_id_idx" ON "examining_hospital"("unit_id");

-- CreateIndex
CREATE UNIQUE INDEX "body_exam_application_id_key" ON "body_exam"("application_id");

-- CreateIndex
CREATE INDEX "body_exam_hospital_unit_id_idx" ON "body_exam"("hospital_unit_id");

-- CreateIndex
CREATE INDEX "body_cert_submission_application_id_idx" ON "body_cert_submission"("application_id");

-- AddForeignKey
ALTER TABLE "body_exam" ADD CONSTRAINT "body_exam_hospital_unit_id_fkey" FOREIGN KEY ("hospital_unit_id") REFERENCES "unit"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "body_exam" ADD CONSTRAINT "body_exam_photo_id_fkey" FOREIGN KEY ("photo_id") REFERENCES "document"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "body_exam" ADD CONSTRAINT "body_exam_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "examining_hospital" ADD CONSTRAINT "examining_hospital_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What was found of somebody's health, and who found it, is sealed like what names a person.
ALTER TABLE "body_exam" ADD CONSTRAINT "body_exam_items_sealed" CHECK ("items_sealed" ~ '^[a-z0-9]{1,16}[.][A-Za-z0-9_-]{38,}$') NOT VALID;
ALTER TABLE "body_exam" ADD CONSTRAINT "body_exam_doctor_sealed" CHECK ("doctor_sealed" ~ '^[a-z0-9]{1,16}[.][A-Za-z0-9_-]{38,}$') NOT VALID;

-- A hospital stands on the list once at a time.
CREATE UNIQUE INDEX "examining_hospital_one_listing" ON "examining_hospital" ("unit_id") WHERE "removed_on" IS NULL;

-- Serial part of certificate numbers.
CREATE SEQUENCE body_certificate_number;
