interface Props {
  checked: boolean;
  onChange: (checked: boolean) => void;
  words?: string;
}

export const Remember = ({ checked, onChange, words = "Remember this for files of this source" }: Props) => (
  <label className="flex items-center gap-2">
    <input
      type="checkbox"
      className="size-4 accent-(--brand)"
      checked={checked}
      onChange={(event) => onChange(event.target.checked)}
    />
    {words}
  </label>
);
