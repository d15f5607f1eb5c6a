#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/participant.hpp"
#include "declaration/fields/field_table.hpp"
#include "declaration/yaml/report.hpp"
#include "declaration/yaml/value.hpp"

namespace mfp::declaration {

/// Whose format a file is in. In a devices file, which is ours, an unknown key is an error; in a component
/// definition, which is MsgFlo's, it may be somebody's extra key: a warning, and it is passed on.
enum class Origin : std::uint8_t { devices_file, definition };

class ConversionCache;

struct Substitutions;

/// Who says what value a parameter has: the device that uses the definition, or the definition.
enum class GivenBy : std::uint8_t { user, definition };

/// A parameter of a definition with the value that one participant has for it.
struct Parameter {
  std::string_view name;
  std::string value;
  /// Where the value is written.
  Value at;
  GivenBy given_by = GivenBy::user;
};

/// What all readers of one file share. `role` takes the place of `#ROLE`.
struct Reading {
  Report& report;
  Origin origin = Origin::devices_file;
  std::string_view role;
  /// Those of the definition that is read.
  std::span<const Parameter> parameters = {};
  /// Of definitions that many participants may use; null elsewhere.
  ConversionCache* conversions = nullptr;
  /// Of the participant that is read; null where there is none yet.
  Substitutions* substitutions = nullptr;
  /// Whether there may be other parameters, of a base that could not be read, which has been reported.
  bool base_is_missing = false;
};

/// The thing that is being read, as messages name it: `outport 'temperature'`, `the broker settings`.
struct Subject {
  std::string_view kind;
  std::optional<std::string_view> name;

  [[nodiscard]] std::string text() const;
};

/// One map of a file, read against a context of the field table. Unknown keys are reported when it is made; those
/// that are passed on are entries without a field.
class Block {
 public:
  struct Item {
    Entry entry;
    const Field* field;
  };

  Block(const Reading& reading, const Value& map, Context context, const Subject& subject);

  /// Takes in what `base` has and this one does not. What both have stands where it stands in `base`.
  void inherit(const Block& base);

  /// The entry of a known key; nothing when the file does not have it, or its value has been reported already.
  [[nodiscard]] const Entry* find(Key key) const;
  /// Whether the file has the key, whatever its value is.
  [[nodiscard]] bool has(Key key) const;
  /// The same with its row of the field table, which is not null.
  [[nodiscard]] const Item* item(Key key) const;
  [[nodiscard]] const std::vector<Item>& items() const { return items_; }

 private:
  std::vector<Item> items_;
  /// Those whose values have been reported.
  std::vector<Key> refused_;
};

/// The text of a scalar; numbers and booleans count as their text. Nothing, and a report, for all else.
[[nodiscard]] std::optional<std::string_view> read_text(const Reading& reading, const Entry& entry,
                                                        const Subject& subject);

/// `'topic' of outport 'x'`: how messages name an entry.
[[nodiscard]] std::string name_of(const Entry& entry, const Subject& subject);

/// As read_text; absent and wrong values are empty.
[[nodiscard]] std::string read_optional_text(const Reading& reading, const Block& block, Key key,
                                             const Subject& subject);

/// The members that are passed on to the announcement, in the file's order.
[[nodiscard]] std::vector<core::ExtraField> read_extras(const Reading& reading, const Block& block,
                                                        const Subject& subject);

/// Whether the value is a map; reports when it is not, with an example of one.
[[nodiscard]] bool expect_map(const Reading& reading, const Entry& entry, const Subject& subject,
                              std::string_view example);

}  // namespace mfp::declaration
