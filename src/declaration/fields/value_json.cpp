#include "declaration/fields/value_json.hpp"

#include "core/json/json_writer.hpp"
#include "declaration/fields/template_reader.hpp"

namespace mfp::declaration {

namespace {

/// Recursion is bounded: a tree is at most `most_nesting` deep, aliases included.
class ValueWriter {
 public:
  /// `kind` is null where texts stay as they are.
  ValueWriter(Report& report, const Reading* kind) : report_(report), filling_(kind) {}

  void append(const Value& value) {
    if (value.kind() == Kind::list) return append_list(value);
    if (value.kind() == Kind::map) return append_map(value);
    append_scalar(value);
  }

  std::string take() { return std::move(out_); }

 private:
  void append_list(const Value& list) {
    json_.begin_array();
    for (const Value& item : items(list)) append(item);
    json_.end_array();
  }

  void append_map(const Value& map) {
    json_.begin_object();
    for (const Entry& entry : entries(map)) {
      json_.key(entry.key.text());
      append(entry.value);
    }
    json_.end_object();
  }

  void append_scalar(const Value& scalar) {
    if (filling_ != nullptr && scalar_type(scalar) == ScalarType::text && scalar.tag() != Tag::binary) {
      json_.text(substituted_where_known(*filling_, scalar.text()));
      return;
    }
    const auto json = scalar_to_json(scalar);
    if (!json) report_.error(scalar, json.error().message);
    json_.json(json ? *json : "null");
  }

  Report& report_;
  const Reading* filling_;
  std::string out_;
  core::JsonWriter json_{out_};
};

}  // namespace

std::string to_json(Report& report, const Value& value) {
  ValueWriter writer(report, nullptr);
  writer.append(value);
  return writer.take();
}

std::string to_substituted_json(const Reading& reading, const Value& value) {
  ValueWriter writer(reading.report, &reading);
  writer.append(value);
  return writer.take();
}

}  // namespace mfp::declaration
