CREATE TYPE orders_status_enum AS ENUM ('placed', 'paid', 'shipped');

CREATE TABLE orders (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  number bigint NOT NULL UNIQUE,
  status orders_status_enum NOT NULL DEFAULT 'placed',
  items jsonb NOT NULL,
  total numeric(12, 2) NOT NULL,
  placed_at timestamptz NOT NULL DEFAULT now()
);

INSERT INTO orders (number, status, items, total, placed_at)
SELECT 9007199254740992 + n, (ARRAY['placed', 'paid', 'shipped'])[n % 3 + 1]::orders_status_enum,
       jsonb_build_array(jsonb_build_object('sku', 'S-' || n % 50, 'quantity', n % 5 + 1)), n * 1.05,
       timestamptz '2026-01-01 00:00+00' + n * interval '9 minutes'
FROM generate_series(1, 3000) AS n;
