-- CreateTable
CREATE TABLE "plate_mode" (
    "id" BOOLEAN NOT NULL DEFAULT true,
    "mode" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "plate_mode_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "plate_number" (
    "pool" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "reservation_id" UUID,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "plate_number_pkey" PRIMARY KEY ("pool","number")
);

-- CreateTable
CREATE TABLE "plate_reservation" (
    "application_id" UUID NOT NULL,
    "mode" TEXT NOT NULL,
    "holder_id" UUID NOT NULL,
    "vin" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "method" TEXT,
    "number" TEXT,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "draws" INTEGER NOT NULL DEFAULT 0,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "select_until" TIMESTAMPTZ(3) NOT NULL,
    "reserved_at" TIMESTAMPTZ(3),
    "valid_to" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "locks_holder" BOOLEAN NOT NULL,
    "lock_released_at" TIMESTAMPTZ(3),

    CONSTRAINT "plate_reservation_pkey" PRIMARY KEY ("application_id")
);

-- CreateTable
CREATE TABLE "plate_draw" (
    "reservation_id" UUID NOT NULL,
    "batch" INTEGER NOT NULL,
    "seed" TEXT NOT NULL,
    "shown" TEXT[],
    "taken" TEXT[],
    "drawn_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "plate_draw_pkey" PRIMARY KEY ("reservation_id","batch")
);

-- CreateTable
CREATE TABLE "temporary_plate" (
    "number" TEXT NOT NULL,
    "vin" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "scope" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "issued_on" DATE NOT NULL,
    "valid_to" DATE NOT NULL,
    "dealer_unit_id" UUID NOT NULL,
    "application_id" UUID NOT NULL,

    CONSTRAINT "temporary_plate_pkey" PRIMARY KEY ("number")
);

-- CreateIndex
CREATE INDEX "plate_number_reservation_id_idx" ON "plate_number"("reservation_id");

-- CreateIndex
CREATE INDEX "plate_reservation_vin_idx" ON "plate_reservation"("vin");

-- CreateIndex
CREATE INDEX "plate_reservation_holder_id_idx" ON "plate_reservation"("holder_id");

-- CreateIndex
CREATE UNIQUE INDEX "temporary_plate_application_id_key" ON "temporary_plate"("application_id");

-- CreateIndex
CREATE INDEX "temporary_plate_dealer_unit_id_idx" ON "temporary_plate"("dealer_unit_id");

-- CreateIndex
CREATE UNIQUE INDEX "temporary_plate_vin_seq_key" ON "temporary_plate"("vin", "seq");

-- AddForeignKey
ALTER TABLE "plate_number" ADD CONSTRAINT "plate_number_reservation_id_fkey" FOREIGN KEY ("reservation_id") REFERENCES "plate_reservation"("application_id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plate_reservation" ADD CONSTRAINT "plate_reservation_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plate_draw" ADD CONSTRAINT "plate_draw_reservation_id_fkey" FOREIGN KEY ("reservation_id") REFERENCES "plate_reservation"("application_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "temporary_plate" ADD CONSTRAINT "temporary_plate_dealer_unit_id_fkey" FOREIGN KEY ("dealer_unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "temporary_plate" ADD CONSTRAINT "temporary_plate_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Preselection begins as a test.
INSERT INTO "plate_mode" ("mode", "since") VALUES ('simulation', CURRENT_TIMESTAMP);
ALTER TABLE "plate_mode" ADD CONSTRAINT "plate_mode_is_one" CHECK ("id");
ALTER TABLE "plate_mode" ADD CONSTRAINT "plate_mode_known" CHECK ("mode" IN ('simulation', 'live'));

ALTER TABLE "plate_number" ADD CONSTRAINT "plate_number_pool" CHECK ("pool" IN ('simulation', 'real'));
ALTER TABLE "plate_number" ADD CONSTRAINT "plate_number_state" CHECK ("state" IN ('shown', 'reserved', 'assigned', 'withheld'));
-- What the office withholds is nobody's, everything else is somebody's.
ALTER TABLE "plate_number" ADD CONSTRAINT "plate_number_held" CHECK (("state" = 'withheld') = ("reservation_id" IS NULL));
-- One number a reservation, shown there are five.
CREATE UNIQUE INDEX "plate_number_one_a_reservation" ON "plate_number" ("reservation_id") WHERE "state" IN ('reserved', 'assigned');

ALTER TABLE "plate_reservation" ADD CONSTRAINT "plate_reservation_mode" CHECK ("mode" IN ('simulation', 'live'));
ALTER TABLE "plate_reservation" ADD CONSTRAINT "plate_reservation_state" CHECK ("state" IN ('selecting', 'reserved', 'assigned', 'simulated-assigned', 'mismatch', 'expired', 'cancelled', 'abandoned'));
ALTER TABLE "plate_reservation" ADD CONSTRAINT "plate_reservation_method" CHECK ("method" IN ('self', 'random'));
ALTER TABLE "plate_reservation" ADD CONSTRAINT "plate_reservation_counts" CHECK ("tries" >= 0 AND "draws" >= 0);
-- A number of the simulation is assigned to nothing (I7).
ALTER TABLE "plate_reservation" ADD CONSTRAINT "plate_reservation_simulated" CHECK (CASE "state" WHEN 'assigned' THEN "mode" = 'live' WHEN 'simulated-assigned' THEN "mode" = 'simulation' ELSE true END);
ALTER TABLE "plate_reservation" ADD CONSTRAINT "plate_reservation_number" CHECK (("number" IS NULL) = ("state" IN ('selecting', 'abandoned')) AND ("number" IS NULL) = ("method" IS NULL) AND ("number" IS NULL) = ("reserved_at" IS NULL) AND ("number" IS NULL) = ("valid_to" IS NULL));
-- One VIN and one holder have at most one open reservation (I4), a holder waits for the registration besides.
CREATE UNIQUE INDEX "plate_reservation_one_open_per_vin" ON "plate_reservation" ("vin") WHERE "state" IN ('selecting', 'reserved');
CREATE UNIQUE INDEX "plate_reservation_one_locking_per_holder" ON "plate_reservation" ("holder_id") WHERE "locks_holder";
ALTER TABLE "plate_reservation" ADD CONSTRAINT "plate_reservation_open_locks" CHECK ("locks_holder" OR "state" NOT IN ('selecting', 'reserved'));

-- 核发不得超过三次
ALTER TABLE "temporary_plate" ADD CONSTRAINT "temporary_plate_seq" CHECK ("seq" BETWEEN 1 AND 3);
ALTER TABLE "temporary_plate" ADD CONSTRAINT "temporary_plate_reason" CHECK ("reason" IN ('unsold', 'bought'));
ALTER TABLE "temporary_plate" ADD CONSTRAINT "temporary_plate_validity" CHECK ("valid_to" > "issued_on" AND "valid_to" <= "issued_on" + CASE "scope" WHEN 'local' THEN 15 WHEN 'cross' THEN 30 END);
ALTER TABLE "temporary_plate" ADD CONSTRAINT "temporary_plate_scope" CHECK ("scope" IN ('local', 'cross'));
-- Serials of 临时号牌 follow one another.
CREATE SEQUENCE "temporary_plate_serial" MINVALUE 0 START 0;
