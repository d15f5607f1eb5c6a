#include "declaration/fields/value_json.hpp"

#include "declaration/fields/template_reader.hpp"

namespace mfp::declaration {

namespace {

/// Recursion is bounded: a tree is at most `most_nesting` deep, aliases included.
class JsonWriter {
 public:
  /// `kind` is null where texts stay as they are.
  JsonWriter(Report& report, const Reading* kind) : report_(report), filling_(kind) {}

  void append(const Value& value) {
    if (value.kind() == Kind::list) return append_list(value);
    if (value.kind() == Kind::map) return append_map(value);
    append_scalar(value);
  }

  std::string take() { return std::move(out_); }

 private:
  void append_list(const Value& list) {
    out_ += '[';
    for (const Value& item : items(list)) {
      if (out_.back() != '[') out_ += ',';
      append(item);
    }
    out_ += ']';
  }

  void append_map(const Value& map) {
    out_ += '{';
    for (const Entry& entry : entries(map)) {
      if (out_.back() != '{') out_ += ',';
      out_ += json_string(entry.key.text());
      out_ += ':';
      append(entry.value);
    }
    out_ += '}';
  }

  void append_scalar(const Value& scalar) {
    if (filling_ != nullptr && scalar_type(scalar) == ScalarType::text && scalar.tag() != Tag::binary) {
      out_ += json_string(substituted_where_known(*filling_, scalar.text()));
      return;
    }
    const auto json = scalar_to_json(scalar);
    if (!json) report_.error(scalar, json.error().message);
    out_ += json ? *json : "null";
  }

  Report& report_;
  const Reading* filling_;
  std::string out_;
};

}  // namespace

std::string to_json(Report& report, const Value& value) {
  JsonWriter writer(report, nullptr);
  writer.append(value);
  return writer.take();
}

std::string to_substituted_json(const Reading& reading, const Value& value) {
  JsonWriter writer(reading.report, &reading);
  writer.append(value);
  return writer.take();
}

}  // namespace mfp::declaration
