#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "declaration/fields/keys.hpp"

namespace mfp::declaration {

/// Where a key may stand. The values are bits, since many fields belong to several contexts.
enum class Context : std::uint16_t {
  /// Top level of a devices file.
  devices_file = 1,
  /// Top level of a definition that names its `role`: a devices file of one participant.
  single_device = 2,
  /// Top level of a component definition that was named by `use:` or `--role`.
  definition = 4,
  /// One entry of `participants`.
  participant = 8,
  /// One inport or outport.
  port = 16,
  /// The map form of `broker`.
  broker = 32,
  /// The map form of a parameter below `params`.
  parameter = 64,
  /// One of `examples`.
  example = 128,
  /// One of `requests`.
  request = 256,
  /// The map of `router`.
  router = 512,
};

/// What a field's value is. Texts take numbers and booleans too, by their text.
enum class FieldType : std::uint8_t {
  text,
  /// Where a part of a JSON payload stands: a text with parameters.
  json_path,
  /// A regular expression (RE2), which has braces of its own.
  pattern,
  /// A template of a conversion.
  format,
  file,
  url,
  duration,
  qos,
  /// One of a few words.
  word,
  any,
  broker,
  participants,
  ports,
  /// A map of paths to scalars.
  conditions,
  /// One scalar or a list of them.
  values,
  /// A map of texts to values.
  mapping,
  /// A scalar, a list or a map, but not nothing.
  value,
  number,
  whole_number,
  flag,
  /// The parameters of a definition.
  parameters,
  /// Values for parameters.
  arguments,
  examples,
  /// `nothing`, `error`, a text, or a map that holds one.
  outcome,
  /// A map of inports to outports.
  echo,
  requests,
  /// One text of the FBP language, or a list of them.
  connections,
  /// A file, or a list of them.
  graphs,
  router
};

inline constexpr std::uint32_t no_limit = UINT32_MAX;

/// The bounds of a value: of a number what it may be, of a length of time its seconds, of a text its bytes, of a map
/// its entries.
struct Limits {
  std::uint32_t least = 0;
  std::uint32_t most = no_limit;
  /// What stands around the numbers where a message says what the key takes: `64 to 1048576 bytes`.
  std::string_view before = {};
  std::string_view after = {};
};

/// Whether a key must be there.
enum class Presence : std::uint8_t {
  optional,
  required,
  /// Unless one of others is.
  required_unless,
  /// Where the maps of its context stand in a list.
  required_in_lists
};

/// Another key that matters for a key, and what is wrong with it otherwise, as the end of a sentence that begins with
/// the key's name.
struct Relation {
  Key other;
  std::string_view problem;
};

/// What the name of a parameter looks like, and those that mean something else in templates.
inline constexpr std::string_view parameter_name_pattern = "^[A-Za-z][A-Za-z0-9_-]*$";
inline constexpr std::array<std::string_view, 3> taken_parameter_names{"value", "json", "role"};

/// What this program does with the value: it reads it, reads it as a step of a port's conversion, or only passes it on
/// in the announcement.
enum class Handling : std::uint8_t { read, step, passed_on };

/// One key of the declaration. The loader, its suggestions, the JSON schema and the reference come from these rows.
struct Field {
  /// Bits of Context.
  unsigned contexts;
  Key key;
  FieldType type;
  Handling handling;
  /// As one would write it; empty when there is none.
  std::string_view default_value;
  std::string_view meaning;
  std::string_view example;

  Presence presence = Presence::optional;
  /// Of `required_unless`.
  std::array<Key, 2> instead = {};
  /// What is wrong with a map that does not have it, as the end of a sentence; empty: `has no 'KEY'`.
  std::string_view missing = {};
  /// Keys that must stand beside it.
  std::array<Relation, 2> needs = {};
  /// A key that must not.
  Relation excludes = {};
  Limits limits = {};
  /// Of words and QoS levels: all that there are.
  std::span<const std::string_view> words = {};

  [[nodiscard]] constexpr bool stands_in(Context context) const {
    return (contexts & static_cast<unsigned>(context)) != 0;
  }

  constexpr Field required() const {
    Field field = *this;
    field.presence = Presence::required;
    return field;
  }
  constexpr Field required_unless(Key one, Key other, std::string_view problem) const {
    Field field = *this;
    field.presence = Presence::required_unless;
    field.instead = {one, other};
    field.missing = problem;
    return field;
  }
  constexpr Field required_in_lists() const {
    Field field = *this;
    field.presence = Presence::required_in_lists;
    return field;
  }
  constexpr Field needing(Key other, std::string_view problem) const {
    Field field = *this;
    (field.needs[0].other == Key() ? field.needs[0] : field.needs[1]) = {other, problem};
    return field;
  }
  constexpr Field excluding(Key other, std::string_view problem) const {
    Field field = *this;
    field.excludes = {other, problem};
    return field;
  }
  constexpr Field within(Limits bounds) const {
    Field field = *this;
    field.limits = bounds;
    return field;
  }
  constexpr Field one_of(std::span<const std::string_view> all) const {
    Field field = *this;
    field.words = all;
    return field;
  }
};

[[nodiscard]] std::span<const Field> all_fields();

/// The fields of one context, in the table's order.
[[nodiscard]] std::vector<Field> fields_of(Context context);

/// Nothing when the context has no such key.
[[nodiscard]] const Field* find_field(Context context, std::string_view name);

/// The row of a key that the context has.
[[nodiscard]] const Field& field_of(Context context, Key key);

}  // namespace mfp::declaration
