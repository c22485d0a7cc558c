-- What a pick-up place asks for before it lets somebody in: sealed.
ALTER TABLE sources ADD COLUMN sealed_secrets TEXT;
