open import Agda.Builtin.Bool using (Bool; true; false)
open import Agda.Builtin.Nat using (Nat; _+_; _*_; _<_)
open import Agda.Builtin.String using () renaming (String to Text)

data Same {A : Set} (x : A) : A → Set where
  same : Same x x

data Never : Set where

record Unit : Set where
  constructor unit

True : Bool → Set
True true = Unit
True false = Never

-- Numbers as they are written: each type embeds in the next, and equal literals are equal.

record Fin (n : Nat) : Set where
  constructor fin
  field
    number : Nat
    .small : True (number < n)

data Int : Set where
  natural negative : Nat → Int

data Real : Set where
  integer : Int → Real
  ratio : Int → Nat → Real

Vec : Set → Nat → Set
Vec A n = Fin n → A

-- A record is a chain of labelled fields, each over those before it; it ends in Unit. Large ones hold types.

record Field (label : Text) (A : Set) (B : A → Set) : Set where
  constructor _,_
  field
    first : A
    rest : B first

record Large (label : Text) (A : Set₁) (B : A → Set₁) : Set₁ where
  constructor _,,_
  field
    first : A
    rest : B first

infixr 4 _,_ _,,_

-- Propositions are terms, compared by structure. What holds of a value is no part of it.

postulate
  Prop′ : Set
  and′ or′ implies′ : Prop′ → Prop′ → Prop′
  not′ : Prop′ → Prop′
  equal′ : {A : Set} → A → A → Prop′
  less′ atMost′ : Real → Real → Prop′
  every′ some′ : (A : Set₁) → (A → Prop′) → Prop′
  Holds : Prop′ → Set

record Refined (A : Set) (p : A → Prop′) : Set where
  constructor _because_
  field
    value : A
    .holds : Holds (p value)

postulate
  List : Set → Set

data Option (A : Set) : Set where
  none : Option A
  some : A → Option A

data Dist (A : Set) : Set where
  point : A → Dist A

data Possible (A : Set) : Set where
  certain : A → Possible A

postulate
  Credal : Set → Set
  hull : {A : Set} → Dist A → Credal A

anyOf : {A : Set} → Possible A → Credal A
anyOf (certain x) = hull (point x)
